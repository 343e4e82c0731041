// @ts-check
/* Checkers at bus doors, kindergartens and fee desks: whose they are, what they may ask, and the link that makes a
 * phone one of them. A link works once, for some minutes, and is shown this once. */
/** @import { Column } from '../parts/page.js' */
/** @import { CardService, DeviceEnrolment, Devices, Organisation, OrganisationKind } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { DeviceChange as CHANGE, DeviceNew as DEVICE } from '/vendor/limits.js';
import { html, useEffect, useState } from '/vendor/preact.js';
import { dateShown, instantShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { confirm } from '../parts/dialog.js';
import { SelectField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Icon } from '../parts/icons.js';
import { Inset, useInset } from '../parts/inset.js';
import { Loaded, Notice, Page, ProblemNote, Section, Table, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { get, post } from '../server.js';
import { say } from '../texts.js';
import { Code, Sheets, SheetsForm } from './device_sheets.js';

/** What a device of an organisation may ask.
 * @type {Readonly<Partial<Record<OrganisationKind, CardService>>>} */
const SERVICE = Object.freeze({ transport: 'transport', kindergarten: 'kindergarten', fee_desk: 'documents' });

/** @typedef {Devices['devices'][number]} Device */

/** Minutes and seconds until then, counting. @param {string} until */
function useLeft(until) {
    const left = () => Math.max(0, Math.round((Date.parse(until) - Date.now()) / 1000));
    const [seconds, setSeconds] = useState(left);

    useEffect(() => {
        const timer = setInterval(() => setSeconds(left()), 1000);
        return () => clearInterval(timer);
    }, [until]);
    return seconds;
}

/** "4:05" @param {number} seconds */
const minutesText = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** The link as a code to be scanned with the phone itself.
 * @param {{ enrolment: DeviceEnrolment, name: string, close: () => void }} props */
function EnrolCode({ enrolment, name, close }) {
    const left = useLeft(enrolment.enrol_until);
    const copy = () =>
        navigator.clipboard?.writeText(enrolment.link).then(
            () => toast(say('devices.copied')),
            () => {},
        );

    return html`
        <${Section} title=${say('devices.code', { name })} testid="enrol-code">
            ${
                left > 0
                    ? html`
                        <div class="enrol-code">
                            <${Code} svg=${enrolment.link_svg} size=${260} />
                            <div>
                                <ol class="bullets"><li>${say('devices.code.scan')}</li>
                                    <li>${say('devices.code.open')}</li>
                                    <li>${say('devices.code.see')}</li></ol>
                                <p role="timer">
                                    <strong>${say('devices.code.left', { time: minutesText(left) })}</strong></p>
                                <p>${say('devices.code.typed')} <strong class="secret"
                                    data-testid="short-code">${enrolment.code}</strong></p>
                                <p class="hint">${say('devices.code.once')}</p>
                                <div class="buttons">
                                    <button type="button" class="button small" onClick=${copy}>
                                        ${say('devices.copy')}</button>
                                    <button type="button" class="button small" data-testid="code-done"
                                        onClick=${close}>${say('devices.code.done')}</button></div></div>
                        </div>`
                    : html`<${Notice} kind="warning" title=${say('devices.code.over')}>
                        <button type="button" class="button small" onClick=${close}>
                            ${say('devices.code.done')}</button></${Notice}>`
            }
        </${Section}>`;
}

/** @param {{ organisations: Organisation[], done: (made: DeviceEnrolment, name: string) => unknown,
 *   close: () => void }} props */
function NewForm({ organisations, done, close }) {
    const able = organisations.filter((o) => o.active && SERVICE[o.kind]);
    const one = (/** @type {string} */ id) => able.find((o) => String(o.id) === id);
    const form = useForm({
        initial: { organisation: '', name: '' },
        send: async ({ organisation, name }, attempt) => {
            const service = SERVICE[/** @type {Organisation} */ (one(organisation)).kind];
            const body = { organisation: Number(organisation), name, service: /** @type {CardService} */ (service) };
            return { made: await attempt.post('/api/v1/devices', body), name };
        },
        done: ({ made, name }) => done(made, name),
        prefix: 'devices',
    });
    const chosen = one(form.get('organisation'));

    return html`<${Form} form=${form} submit=${say('devices.create')} cancel=${close}
        testid="device-form"><div class="fields">
            <${SelectField} form=${form} name="organisation" label=${say('devices.organisation')}
                required=${say('devices.organisation.needed')}
                none=${say('devices.organisation.none')}
                options=${able.map((o) => [String(o.id), o.name])}
                hint=${chosen && say('devices.asks', { service: say(`service.short.${SERVICE[chosen.kind]}`) })} />
            <${TextField} form=${form} name="name" label=${say('devices.name')} hint=${say('devices.name.hint')}
                most=${DEVICE.name} required=${say('devices.name.needed')} /></div></${Form}>`;
}

/** @param {{ device: Device, done: () => unknown, close: () => void }} props */
function RenameForm({ device, done, close }) {
    const form = useForm({
        initial: { name: device.name },
        send: (values, attempt) => attempt.patch(`/api/v1/devices/${device.id}`, values),
        done,
        prefix: 'devices',
    });

    return html`<${Form} form=${form} submit=${say('places.rename.save')}
        cancel=${close}>
        <${TextField} form=${form} name="name" label=${say('devices.name')} most=${CHANGE.name}
            required=${say('devices.name.needed')} /></${Form}>`;
}

const KINDS = Object.freeze(
    /** @type {const} */ ({
        enrolled: 'good',
        sheet: 'info',
        waiting: 'info',
        not_enrolled: 'warning',
        ended: 'danger',
        revoked: 'quiet',
    }),
);

/** @param {{ device: Device }} props */
function State({ device }) {
    /** @type {Partial<Record<Device['state'], string | null>>} */
    const at = {
        enrolled: device.enrolled_at && dateShown(device.enrolled_at.slice(0, 10)),
        sheet: device.sheet_until && dateShown(device.sheet_until.slice(0, 10)),
        waiting: device.enrol_until && instantShown(device.enrol_until),
        ended: device.ends_on && dateShown(device.ends_on),
        revoked: device.revoked_at && dateShown(device.revoked_at.slice(0, 10)),
    };

    return html`<${Tag} kind=${KINDS[device.state]}
        text=${say(`devices.state.${device.state}`, { at: at[device.state] ?? '' })} />`;
}

/** When it was last used, by day, and until when it goes on. @param {{ device: Device }} props */
function Use({ device }) {
    const { used_on, ends_on, ends_soon, state } = device;

    const used = used_on ? say('devices.used.on', { day: dateShown(used_on) }) : say('devices.used.none');

    return html`<div>${(used_on || state === 'enrolled') && used}</div>${
        ends_on &&
        state === 'enrolled' &&
        html`<div>${
            ends_soon
                ? html`<${Tag} kind="warning" text=${say('devices.ends', { day: dateShown(ends_on) })} />`
                : say('devices.ends', { day: dateShown(ends_on) })
        }</div>`
    }`;
}

/** What the administrator is to look after. @param {{ devices: Device[] }} props */
function Ending({ devices }) {
    const ending = devices.filter((d) => d.ends_soon);

    return (
        ending.length > 0 &&
        html`<${Notice} kind="warning" title=${say('devices.ending')} testid="devices-ending">
            <p>${say('devices.ending.text')}</p>
            <ul class="bullets">${ending.map(
                (d) =>
                    html`<li key=${d.id}>${say(`devices.ending.${d.state === 'ended' ? 'over' : 'soon'}`, {
                        name: d.name,
                        organisation: d.organisation.name,
                        day: dateShown(/** @type {string} */ (d.ends_on)),
                    })}</li>`,
            )}</ul></${Notice}>`
    );
}

/** @param {{ device: Device, act: (what: string, device: Device) => void }} props */
function Acts({ device, act }) {
    const button = (
        /** @type {string} */ what,
    ) => html`<button type="button" class="button small" data-testid=${`device-${what}-${device.id}`}
        aria-label=${say(`devices.${what}.of`, { name: device.name })}
        onClick=${() => act(what, device)}>${say(`devices.${what}`)}</button>`;

    return (
        device.state !== 'revoked' &&
        html`<div class="row">${device.state === 'sheet' && button('hand_over')}
            ${button('again')}${button('rename')}${button('revoke')}</div>`
    );
}

export default function DevicesScreen() {
    const load = useLoad(
        async () => ({ ...(await get('/api/v1/devices')), ...(await get('/api/v1/organisations')) }),
        [],
    );
    const [made, setMade] = useState(/** @type {{ enrolment: DeviceEnrolment, name: string } | null} */ (null));
    const [printed, setPrinted] = useState(/** @type {import('./device_sheets.js').Printed | null} */ (null));
    const { problem, trying } = useRefusal();
    const inset = useInset();
    const sure = (/** @type {string} */ what, /** @type {Device} */ d) =>
        confirm({
            title: say(`devices.${what}.of`, { name: d.name }),
            text: say(`devices.${what}.text`),
            yes: say(`devices.${what}.yes`),
            danger: what === 'revoke',
        });
    const run = async (/** @type {() => Promise<unknown>} */ write) => {
        await trying(write);
        await load.reload();
    };
    const act = async (/** @type {string} */ what, /** @type {Device} */ d) => {
        if (what === 'rename') inset.open(String(d.id));
        else if (what === 'hand_over')
            await run(() =>
                post(`/api/v1/devices/${d.id}/hand-over`).then(() =>
                    toast(say('devices.handed_over', { name: d.name })),
                ),
            );
        else if (what === 'again' && (d.state !== 'enrolled' || (await sure('again', d))))
            await run(async () =>
                setMade({ enrolment: await post(`/api/v1/devices/${d.id}/enrol-again`), name: d.name }),
            );
        else if (what === 'revoke' && (await sure('revoke', d)))
            await run(() =>
                post(`/api/v1/devices/${d.id}/revoke`).then(() => {
                    setMade(null);
                    toast(say('devices.revoked'));
                }),
            );
    };
    const closed = async () => {
        inset.close();
        await load.reload();
    };
    /** @type {Column<Device>[]} */
    const columns = [
        { key: 'name', label: say('devices.name'), head: true },
        {
            key: 'organisation',
            label: say('devices.organisation'),
            cell: (d) => d.organisation.name,
        },
        {
            key: 'service',
            label: say('devices.service'),
            cell: (d) => say(`service.short.${d.service}`),
        },
        { key: 'state', label: say('devices.state'), cell: (d) => html`<${State} device=${d} />` },
        { key: 'used', label: say('devices.used'), cell: (d) => html`<${Use} device=${d} />` },
        {
            key: 'acts',
            label: say('devices.acts'),
            cell: (d) => html`<${Acts} device=${d} act=${act} />`,
        },
    ];

    return html`
        <${Page} title=${say('devices.title')} lead=${say('devices.lead')} testid="devices-screen" wide
            actions=${html`<button type="button" class="button primary" data-testid="device-new"
                onClick=${() => inset.open('new')}><${Icon} name="plus" />${say('devices.new')}</button>
                <button type="button" class="button" data-testid="sheets-new"
                    onClick=${() => inset.open('sheets')}><${Icon} name="printer" />${say('devices.sheets')}</button>`}>
            ${problem && html`<${ProblemNote} problem=${problem} prefix="devices" />`}
            ${made && html`<${EnrolCode} enrolment=${made.enrolment} name=${made.name} close=${() => setMade(null)} />`}
            ${printed && html`<${Sheets} printed=${printed} close=${() => setPrinted(null)} />`}
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { devices, organisations }) => {
                const one = devices.find((d) => String(d.id) === inset.at);
                return html`
                    <${Ending} devices=${devices} />
                    ${
                        inset.at === 'new' &&
                        html`<${Inset} level=${2} title=${say('devices.new')}>
                            <${NewForm} organisations=${organisations} close=${inset.close}
                                done=${(/** @type {DeviceEnrolment} */ enrolment, /** @type {string} */ name) => (
                                    setMade({ enrolment, name }),
                                    closed()
                                )} /></${Inset}>`
                    }
                    ${
                        inset.at === 'sheets' &&
                        html`<${Inset} level=${2} title=${say('devices.sheets')}>
                            <${SheetsForm} organisations=${organisations} close=${inset.close}
                                serviceOf=${(/** @type {Organisation} */ o) => SERVICE[o.kind]}
                                done=${(/** @type {import('./device_sheets.js').Printed} */ p) => (
                                    setPrinted(p),
                                    closed()
                                )} /></${Inset}>`
                    }
                    ${
                        one &&
                        html`<${Inset} level=${2}
                            title=${say('devices.rename.of', { name: one.name })}>
                            <${RenameForm} key=${one.id} device=${one} done=${closed}
                                close=${inset.close} /></${Inset}>`
                    }
                    <${Table} caption=${say('devices.title')} quietCaption columns=${columns} rows=${devices}
                        empty=${say('devices.none')} testid="devices" />`;
            }}</${Loaded}>
        </${Page}>`;
}
