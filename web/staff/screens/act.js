// @ts-check
/* What a court or the police did to an order is written down: each act asks only for what it needs, beside what the law
 * says of it and what it will change. A task leads here with the act already chosen. */
/** @import { FormState } from '../parts/form.js' */
/** @import { Values } from '../parts/form.js' */
/** @import { ActNew, Case, Measures, Timeline, TimelineAct, TimelineOrder } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { ActNew as ACT } from '/vendor/limits.js';
import { html, useEffect } from '/vendor/preact.js';
import { dateIs, dateShown, dateToday } from '../dates.js';
import { useDraft } from '../draft.js';
import { toast } from '../parts/announce.js';
import { DraftOffer } from '../parts/draft_offer.js';
import { CheckField, DateField, RadioField, SelectField, TextArea, TextField, TimeField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Empty, Notice, Page, Section, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { orderName, orderState } from '../parts/timeline_scale.js';
import { goInstead, link } from '../route.js';
import { get, post } from '../server.js';
import { byTerm, TermFields, termFresh, termGiven } from '../parts/term.js';
import { said, say } from '../texts.js';
import { OF, appealable, asked, changesContent, ends, possible } from './act_grammar.js';
import { ActMeasures, actMeasures, actMeasuresFresh, measuresTyped } from './act_measures.js';
import { ActPersons, PERSON_PLACES, personsChanged, personsFresh, somebodyGoes } from './act_persons.js';
import { ActPanel, useActPreview } from './act_preview.js';
import { FileLoaded } from './case_seal.js';

const OUTCOMES = /** @type {const} */ (['upheld', 'changed', 'overturned']);
const NUMBERS = ['other_order', 'about'];
const DAYS = /** @type {const} */ (['on', 'end', 'effective', 'start']);

/** @typedef {TimelineOrder & { case_id: number }} OfFile an order that knows its file */

/** What this act says as it stands: of whoever is taken out from when. @param {Values} values
 * @param {TimelineOrder} order */
const saying = (values, order) => [
    ...asked(values, order),
    ...(changesContent(values, order) && somebodyGoes(values, order) ? ['effective'] : []),
];

/** As the server takes it. @param {Values} values @param {TimelineOrder} order @param {Case} file
 * @param {number} version @returns {ActNew} */
function bodyOf(values, order, file, version) {
    const { kind, on, note, decision } = values;
    const says = Object.fromEntries(
        saying(values, order).map((name) => [name, NUMBERS.includes(name) ? Number(values[name]) || '' : values[name]]),
    );

    return {
        ...valuesGiven({
            kind,
            on,
            note,
            decision,
            ...says,
            ...(changesContent(values, order) && {
                ...personsChanged(values, file, order),
                ...actMeasures(values, order),
            }),
            ...(kind === 'corrected' && { corrects: Number(values.corrects) || '' }),
        }),
        version,
        ...(kind === 'corrected' && values.voids && { voids: true }),
        ...(asked(values, order).includes('end') && values.open_end && { end: undefined, open_end: true }),
        ...(asked(values, order).includes('end') &&
            byTerm(values) && { end: undefined, open_end: undefined, ...valuesGiven(termGiven(values)) }),
    };
}

/** Null while a day or a number is only half typed: the server would refuse it. @param {ActNew} body */
const askable = (body) =>
    body.kind &&
    dateIs(body.on) &&
    DAYS.every((day) => body[day] === undefined || dateIs(body[day])) &&
    measuresTyped(body.measures_in)
        ? body
        : null;

/** @param {{ form: FormState, order: TimelineOrder }} props what is corrected, and whether it was at all */
function CorrectionPart({ form, order }) {
    const acts = order.acts.filter((a) => a.kind !== 'corrected' && !a.voided_by);
    const choose = (/** @type {string} */ id) => {
        const act = acts.find((a) => String(a.id) === id);
        form.set('corrects', id);
        form.set('on', act?.on ?? '');
    };

    return html`
        <div onChange=${(/** @type {{ target: unknown }} */ e) =>
            e.target instanceof HTMLSelectElement && choose(e.target.value)}>
            <${SelectField} form=${form} name="corrects" label=${say('act.corrects')}
                required=${say('act.corrects.needed')}
                none=${say('act.corrects.none')}
                options=${acts.map((a) => [
                    String(a.id),
                    say('timeline.act', { what: say(`act_kind.${a.kind}`), date: dateShown(a.on) }),
                ])} /></div>
        <${CheckField} form=${form} name="voids" label=${say('act.voids')} hint=${say('act.voids.hint')} />`;
}

/** @param {{ form: FormState, order: TimelineOrder, outcome: boolean, needed: boolean }} props which decision was
 * appealed, and how that ended */
function AppealPart({ form, order, outcome, needed }) {
    const acts = appealable(order);

    return html`
        ${
            acts.length > 1 &&
            html`<${SelectField} form=${form} name="about" label=${say('act.about')}
                options=${acts.map((a) => [
                    String(a.id),
                    say('timeline.act', { what: say(`act_kind.${a.kind}`), date: dateShown(a.on) }),
                ])} />`
        }
        ${
            outcome &&
            html`<${RadioField} form=${form} name="outcome" label=${say('act.outcome')}
                required=${needed && say('act.outcome.needed')}
                options=${OUTCOMES.map((o) => [o, say(`act.outcome.${o}`), say(`act.outcome.${o}.hint`)])} />`
        }`;
}

/** @param {{ form: FormState, order: OfFile, orders: OfFile[], book: Measures }} props */
function Asked({ form, order, orders, book }) {
    const kind = form.get('kind'),
        asks = saying(form.values, order),
        correction = kind === 'corrected';
    const has = (/** @type {string} */ name) => asks.includes(name);
    const words = (/** @type {string} */ name) =>
        say(said(`act.${name}.${kind}`) ? `act.${name}.${kind}` : `act.${name}`);
    const others = orders.filter((o) => o.id !== order.id);
    const wrong = correction && order.acts.find((a) => String(a.id) === form.get('corrects'));
    /** What was recorded so far. A correction leaves it alone unless it says otherwise. */
    const kept = (/** @type {'start' | 'end' | 'effective'} */ name, /** @type {string} */ else_ = '') =>
        (wrong ? wrong[name] && say('act.kept', { date: dateShown(wrong[name]) }) : else_) || '';

    return html`
        ${correction && html`<${CorrectionPart} form=${form} order=${order} />`}
        <div class="fields">
            ${
                !(correction && form.get('voids')) &&
                html`<${DateField} form=${form} name="on" label=${words('on')}
                    most=${dateToday()} required=${say('act.on.needed')} />`
            }
            ${has('time') && html`<${TimeField} form=${form} name="time" label=${say('act.time')} />`}
            ${
                (has('decision') || has('paper') || correction) &&
                html`<${TextField} form=${form} name="decision" label=${say('act.decision')}
                    hint=${say('act.decision.hint')}
                    most=${ACT.decision} width="short"
                    required=${has('decision') && !correction && say('act.decision.needed')} />`
            }</div>
        ${
            has('about') &&
            html`<${AppealPart} form=${form} order=${order} outcome=${has('outcome')} needed=${!correction} />`
        }
        ${
            has('other_order') &&
            (others.length
                ? html`<${RadioField} form=${form} name="other_order" label=${say('act.other_order')}
                    required=${say('act.other_order.needed')}
                    options=${others.map((o) => [String(o.id), orderName(o), orderState(o)])} />`
                : html`<${Notice} kind="info"><p>${say('act.other_order.none')}</p><a class="button small"
                        href=${link('/orders/new', { case: order.case_id, follows: order.id })}>
                        ${say('files.new')}</a></${Notice}>`)
        }
        ${
            has('start') &&
            html`<${DateField} form=${form} name="start" label=${words('start')}
                hint=${kept('start', kind === 'extended' ? say('act.start.hint') : '')} />`
        }
        ${
            has('end') &&
            html`${
                !byTerm(form.values) &&
                html`<${DateField} form=${form} name="end" label=${words('end')}
                    required=${kind === 'extended' && say('act.end.needed')}
                    hint=${kept(
                        'end',
                        order.protection.until ? say('act.end.now', { date: dateShown(order.protection.until) }) : '',
                    )} />`
            }
                <${TermFields} form=${form} />
                ${
                    order.kind !== 'UM' &&
                    html`<${CheckField} form=${form} name="open_end" label=${say('act.open_end')} />`
                }`
        }
        ${
            has('effective') &&
            html`<${DateField} form=${form} name="effective"
                label=${changesContent(form.values, order) ? say('act.effective.amended') : words('effective')}
                hint=${kept(
                    'effective',
                    changesContent(form.values, order) ? say('act.effective_hint') : words('effective_hint'),
                )}
                required=${!correction && kind !== 'replaced' && say('act.effective.needed')} />`
        }
        ${changesContent(form.values, order) && html`<${ActMeasures} form=${form} order=${order} book=${book} />`}
        <${TextArea} form=${form} name="note" label=${say('act.note')} rows=${2} />`;
}

/** @param {{ file: Case, timeline: Timeline, book: Measures, query: Record<string, string>,
 *   reload: () => Promise<unknown> }} props */
function ActForm({ file, timeline, book, query, reload }) {
    const orders = timeline.orders.map((o) => ({ ...o, case_id: file.id }));
    const first =
        orders.find((o) => String(o.id) === query.order) ??
        [...orders].reverse().find((o) => o.protection.in_force) ??
        orders[orders.length - 1];
    const corrected = first.acts.find((a) => String(a.id) === query.corrects);
    const chosen = OF[first.kind].includes(query.kind) ? query.kind : '';
    const draft = useDraft(`act-${file.id}`);
    const form = useForm({
        changed: draft.keep,
        kept: draft.state !== 'failed',
        initial: {
            order: String(first.id),
            kind: chosen,
            on: corrected?.on ?? '',
            time: '',
            decision: '',
            end: '',
            open_end: false,
            ...termFresh(),
            effective: '',
            start: '',
            other_order: '',
            about: '',
            outcome: '',
            corrects: query.corrects ?? '',
            voids: false,
            note: '',
            ...actMeasuresFresh(orders),
            ...personsFresh(file, first),
        },
        warn: async (values, _, confirm) =>
            (
                await post(`/api/v1/orders/${values.order}/acts/preview`, {
                    ...bodyOf(values, orderOf(values), file, timeline.version),
                    confirm,
                })
            ).warnings ?? [],
        send: (values, attempt, confirm) =>
            attempt.post(`/api/v1/orders/${values.order}/acts`, {
                ...bodyOf(values, orderOf(values), file, timeline.version),
                confirm,
            }),
        done: async () => {
            await draft.forget();
            toast(say('act.saved'));
            goInstead(`/cases/${file.id}`, { at: 'time' });
        },
        refresh: reload,
        places: PERSON_PLACES,
        prefix: 'act',
    });
    const orderOf = (/** @type {Values} */ values) => orders.find((o) => String(o.id) === values.order) ?? first;
    const order = orderOf(form.values),
        kind = form.get('kind');
    /* Another order names others. */
    useEffect(() => {
        if (form.get('persons_of') !== String(order.id)) form.replace({ ...form.values, ...personsFresh(file, order) });
    }, [order.id]);
    const reckoned = useActPreview(
        order.id,
        askable({ ...bodyOf(form.values, order, file, timeline.version), confirm: form.confirmed }),
    );

    return html`<${Form} form=${form} submit=${kind ? say(`act.save.${kind}`) : say('act.save')}
        danger=${ends(kind)} cancel=${link(`/cases/${file.id}`)}
        testid="act-form">
        <${DraftOffer} form=${form} draft=${draft} title=${say('draft.found.act')} />
        <div class="with-beside"><div class="stack">
            <${Section} title=${kind ? say(`act.title.${kind}`) : say('act.which')}>
                ${
                    orders.length > 1
                        ? html`<${RadioField} form=${form} name="order" label=${say('act.order')}
                            required=${say('act.order.needed')}
                            options=${orders.map((o) => [String(o.id), orderName(o), orderState(o)])} />`
                        : html`<p><strong>${orderName(order)}</strong><br />
                            <span class="hint">${orderState(order)}</span></p>`
                }
                ${
                    kind && kind === query.kind
                        ? html`<div><button type="button" class="button small" data-testid="act-other"
                                onClick=${() => form.set('kind', '')}>${say('act.another')}</button></div>`
                        : html`<${RadioField} form=${form} name="kind" label=${say('act.kind')}
                            required=${say('act.kind.needed')}
                            options=${possible(order).map((k) => [k, say(`act.choose.${k}`)])} />`
                }
                ${kind && html`<${Asked} form=${form} order=${order} orders=${orders} book=${book} />`}
            </${Section}>
            ${changesContent(form.values, order) && html`<${ActPersons} form=${form} file=${file} />`}</div>
            <${ActPanel} kind=${kind} ...${reckoned} file=${file} day=${form.get('on')} />
        </div></${Form}>`;
}

/** @param {{ params: Record<string, string>, query: Record<string, string> }} props */
export default function ActScreen({ params, query }) {
    const load = useLoad(async () => {
        const [file, timeline, book] = await Promise.all([
            get(`/api/v1/cases/${params.id}`),
            get(`/api/v1/cases/${params.id}/timeline`),
            get('/api/v1/measures'),
        ]);
        return { file, timeline, book };
    }, [params.id]);

    return html`
        <${Page} title=${say('act.title')} lead=${say('act.lead')} wide testid="act-screen"
            over=${load.data && say('case.over', { number: load.data.file.number })}
            back=${{ href: link(`/cases/${params.id}`), text: say('case.back') }}>
            <${FileLoaded} of=${load} file=${params.id}>${(
                /** @type {Data<typeof load>} */ { file, timeline, book },
            ) =>
                timeline.orders.length
                    ? html`
                                  <${ActForm} key=${`${query.kind}-${query.order}-${query.corrects}`} file=${file}
                                      timeline=${timeline} book=${book} query=${query} reload=${load.reload} />`
                    : html`<${Empty} text=${say('case.no_order')}><a class="button primary"
                                      href=${link('/orders/new', { case: file.id })}>
                                      ${say('files.new')}</a></${Empty}>`}</${FileLoaded}>
        </${Page}>`;
}
