// @ts-check
/* Sheets for several devices of one organisation: printed today, handed over when each driver comes by. A sheet alone
 * sets nothing up before an administrator says that it was handed over, or its short code is typed with it; so the
 * codes are printed apart, for whoever hands the sheets out. Both stand here this once. */
/** @import { CardService, DeviceSheets, Organisation } from '../../types/api' */
import { DeviceSheetsNew as SHEETS } from '/vendor/limits.js';
import { html, useEffect, useState } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { SelectField, TextArea } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Icon } from '../parts/icons.js';
import { Section } from '../parts/page.js';
import { say } from '../texts.js';

/** @typedef {DeviceSheets['sheets'][number]} Sheet */
/** @typedef {{ organisation: string, made: DeviceSheets }} Printed */

/** One name a line. @param {string} text */
const namesOf = (text) =>
    text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean);

/** @param {string} text */
function namesWrong(text) {
    const names = namesOf(text);
    const long = names.find((name) => [...name].length > SHEETS.names_each);

    if (names.length > SHEETS.names) return say('devices.sheets.too_many', { most: SHEETS.names });
    return long ? say('devices.sheets.long', { name: long, most: SHEETS.names_each }) : '';
}

/** @param {{ organisations: Organisation[], serviceOf: (o: Organisation) => CardService | undefined,
 *   done: (printed: Printed) => unknown, close: () => void }} props */
export function SheetsForm({ organisations, serviceOf, done, close }) {
    const able = organisations.filter((o) => o.active && serviceOf(o));
    const one = (/** @type {string} */ id) => /** @type {Organisation} */ (able.find((o) => String(o.id) === id));
    const form = useForm({
        initial: { organisation: '', names: '' },
        check: ({ names }) => {
            const wrong = namesWrong(names);
            return /** @type {Record<string, string>} */ (wrong ? { names: wrong } : {});
        },
        send: async ({ organisation, names }, attempt) => {
            const o = one(organisation);
            const body = {
                organisation: o.id,
                service: /** @type {CardService} */ (serviceOf(o)),
                names: namesOf(names),
            };
            return { made: await attempt.post('/api/v1/devices/sheets', body), organisation: o.name };
        },
        done,
        prefix: 'devices',
    });

    return html`<${Form} form=${form} submit=${say('devices.sheets.create')} cancel=${close} testid="sheets-form">
        <${SelectField} form=${form} name="organisation" label=${say('devices.organisation')}
            required=${say('devices.organisation.needed')} none=${say('devices.organisation.none')}
            options=${able.map((o) => [String(o.id), o.name])} />
        <${TextArea} form=${form} name="names" label=${say('devices.sheets.names')}
            hint=${say('devices.sheets.names.hint')} rows=${6} required=${say('devices.sheets.names.needed')} />
    </${Form}>`;
}

/** A code that is shown this once. @param {{ svg: string, size?: number }} props */
export function Code({ svg, size = 300 }) {
    const [picture, setPicture] = useState('');

    useEffect(() => {
        const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
        setPicture(url);
        return () => URL.revokeObjectURL(url);
    }, [svg]);
    return picture && html`<img src=${picture} width=${size} height=${size} alt=${say('devices.code.alt')} />`;
}

/** What lies in a driver's hand: which device, and how it is set up. Nothing of what the cards are for.
 * @param {{ sheet: Sheet, organisation: string, printed: boolean }} props */
function Paper({ sheet, organisation, printed }) {
    return html`<article class=${`sheet bare-sheet device-sheet ${printed ? '' : 'not-printed'}`}
        data-testid=${`sheet-${sheet.id}`}>
        <h3>${sheet.name}</h3><p>${organisation}</p>
        <${Code} svg=${sheet.link_svg} />
        <ol class="bullets"><li>${say('devices.sheet.scan')}</li>
            <li>${say('devices.sheet.iphone')}</li>
            <li>${say('devices.sheet.code')}</li>
            <li>${say('devices.sheet.see', { organisation })}</li></ol>
        <p>${say('devices.sheet.once')}</p></article>`;
}

/** For whoever hands them out; never beside the sheets.
 * @param {{ made: DeviceSheets, organisation: string, printed: boolean }} props */
function Codes({ made, organisation, printed }) {
    return html`<article class=${`sheet bare-sheet ${printed ? '' : 'not-printed'}`} data-testid="sheet-codes">
        <h3>${say('devices.sheets.codes.title', { organisation })}</h3>
        <p>${say('devices.sheets.codes.text', { day: dateShown(made.sheet_until.slice(0, 10)) })}</p>
        <dl class="facts">${made.sheets.map(
            ({ id, name, code }) => html`<div key=${id}><dt>${name}</dt>
                <dd class="secret" data-testid=${`sheet-code-${id}`}>${code}</dd></div>`,
        )}</dl></article>`;
}

/** @param {{ printed: Printed, close: () => void }} props */
export function Sheets({ printed: { made, organisation }, close }) {
    const [paper, setPaper] = useState('');

    useEffect(() => {
        if (!paper) return;
        window.print();
        setPaper('');
    }, [paper]);
    return html`<${Section} title=${say('devices.sheets.title', { organisation })} testid="device-sheets">
        <p class="not-printed">${say('devices.sheets.once', { day: dateShown(made.sheet_until.slice(0, 10)) })}</p>
        <div class="buttons">
            <button type="button" class="button primary" data-testid="print-sheets"
                onClick=${() => setPaper('sheets')}><${Icon} name="printer" />${say('devices.sheets.print')}</button>
            <button type="button" class="button" data-testid="print-codes"
                onClick=${() => setPaper('codes')}>
                <${Icon} name="printer" />${say('devices.sheets.print_codes')}</button>
            <button type="button" class="button" data-testid="sheets-done"
                onClick=${close}>${say('devices.code.done')}</button></div>
        <${Codes} made=${made} organisation=${organisation} printed=${paper === 'codes'} />
        <div class="device-sheets">${made.sheets.map(
            (sheet) => html`<${Paper} key=${sheet.id} sheet=${sheet} organisation=${organisation}
                printed=${paper !== 'codes'} />`,
        )}</div></${Section}>`;
}
