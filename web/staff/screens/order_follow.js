// @ts-check
/* Beside an order while it is written down: its term, what the register has already that looks the same, and what
 * follows at once for each person. The server reckons all of it; nothing is saved by asking. */
/** @import { Draft } from '../draft.js' */
/** @import { Values } from '../parts/form.js' */
/** @import { Case, OrderDouble, OrderFollow, OrderNew, OrderPreview } from '../../types/api' */
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { dateIs, dateShown, timeShown } from '../dates.js';
import { announce } from '../parts/announce.js';
import { Icon } from '../parts/icons.js';
import { nameOf } from '../parts/name.js';
import { Notice } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { link } from '../route.js';
import { Problem, post } from '../server.js';
import { termGiven } from '../parts/term.js';
import { say, textOf } from '../texts.js';
import { relationsGiven } from './order_relations.js';

const PAUSE = 450; /* ms without a key until it is asked */
const DAYS = ['decision_date', 'start', 'end', 'final_date', 'received_on', 'hearing_on', 'birth_date', 'until'];
const NUMBERS = ['metres', 'sum'];
/** What is answered on the page. */
const BESIDE = ['follows_or_independent', 'followed_or_independent'];

/** Without days and numbers that are only half typed: the server would refuse them.
 * @param {any} values @returns {any} */
function readable(values) {
    if (Array.isArray(values)) return values.map(readable);
    if (!values || typeof values !== 'object') return values;
    return Object.fromEntries(
        Object.entries(values)
            .filter(([name, v]) => !DAYS.includes(name) || dateIs(v))
            .filter(([name, v]) => !NUMBERS.includes(name) || typeof v === 'number')
            .map(([name, v]) => [name, readable(v)]),
    );
}

/** As the server takes it: new persons first, so that their places are those of the page. @param {Values} values
 * @param {Case | null} file null: a new one
 * @returns {OrderNew} */
export function orderBody(values, file) {
    const {
        named,
        raised = [],
        respondent,
        respondent_known,
        follows,
        unit,
        persons,
        seen,
        by_term,
        ...paper
    } = values;
    const late = String(follows).startsWith('late:');
    const rises = (/** @type {number} */ person) => raised.includes(person);
    const known = [
        ...['protected', 'dependant'].flatMap((role) =>
            (named?.[role] ?? [])
                .filter((/** @type {number} */ person) => !rises(person))
                .map((/** @type {number} */ person) => ({ role, person })),
        ),
        ...raised.map((/** @type {number} */ person) => ({ role: 'protected', person })),
    ];
    const before = respondent_known && respondent_known !== 'other';

    return (
        valuesGiven({
            ...paper,
            ...termGiven(values),
            end: by_term ? '' : paper.end,
            persons: [...persons, ...(file ? known : [])],
            respondent: before ? { person: Number(respondent_known) } : respondent,
            relation: before ? '' : paper.relation,
            relations: relationsGiven(values, file),
            ...(file
                ? {
                      case_id: file.id,
                      version: file.version,
                      follows: (!late && Number(follows)) || undefined,
                      followed_by: late ? Number(String(follows).slice('late:'.length)) : undefined,
                      independent: follows === 'none' || undefined,
                  }
                : { unit }),
            decided_at: paper.kind === 'UM' ? '' : paper.decided_at,
            final_date: paper.kind === 'UM' ? paper.final_date : '',
            hearing_on: paper.kind === 'UMM' ? paper.hearing_on : '',
        }) ?? {}
    );
}

/** Somebody whose name is still being typed is left out for the moment, so that what follows for the others stays.
 * @param {OrderNew} body @returns {OrderNew} */
function settled(body) {
    const named = (/** @type {{ person?: number, first_name?: string, surname?: string, no_surname?: boolean }} */ p) =>
        Boolean(p.person || (p.first_name && (p.surname || p.no_surname)));

    return {
        ...body,
        persons: body.persons?.filter(named),
        respondent: body.respondent && named(body.respondent) ? body.respondent : undefined,
        relations: undefined,
    };
}

/** What the server reckons of the order so far. It is asked again whenever the typing pauses. @param {Values} values
 * @param {Case | null} file */
export function useOutlook(values, file) {
    const [outlook, setOutlook] = useState(/** @type {OrderPreview | null} */ (null));
    const text = JSON.stringify(settled(readable(orderBody(values, file))));

    useEffect(() => {
        const stop = new AbortController();
        const ask = () =>
            post('/api/v1/orders/preview', JSON.parse(text), { signal: stop.signal }).then(setOutlook, (failure) => {
                if (!(failure instanceof Problem) && !stop.signal.aborted)
                    throw failure; /* a refusal is shown when the form is saved, not while it is typed */
            });
        const timer = setTimeout(ask, PAUSE);
        return () => {
            clearTimeout(timer);
            stop.abort();
        };
    }, [text]);
    return outlook;
}

/** @param {{ double: OrderDouble, carry: (file: number) => void, here: number | undefined }} props here: the file of
 * this form */
function Double({ double, carry, here }) {
    const { case_id: id, case_number: number } = double;

    return html`<li>${textOf(double)}${
        id !== null &&
        id !== here &&
        html`<span class="row">
            <a href=${link(`/cases/${id}`)} target="_blank"
                rel="noopener">${say('order.double.look', { number: number ?? '' })}</a>
            ${
                !here &&
                html`<button type="button" class="button small"
                    onClick=${() => carry(id)}>${say('order.double.go', { number: number ?? '' })}</button>`
            }</span>`
    }</li>`;
}

/** @typedef {Pick<OrderFollow, 'first_name' | 'surname' | 'entitled' | 'why_not' | 'text' | 'text_en'>} Followed */

/** Each person's lines under the name. @param {Followed[]} follows */
function byPerson(follows) {
    /** @type {Map<string, Followed[]>} */
    const by = new Map();

    for (const f of follows) {
        const name = nameOf(f);
        by.set(name, [...(by.get(name) ?? []), f]);
    }
    return [...by];
}

/** @param {{ follows: Followed[] }} props */
export function Follows({ follows }) {
    return byPerson(follows).map(
        ([name, lines]) =>
            html`<div class="follow"><h3>${name}</h3><ul>${lines
                .filter((f) => f.why_not !== 'not_beneficiary')
                .map(
                    (f) => html`
                        <li class=${f.entitled ? 'yes' : 'not_yet'}><${Icon} name=${f.entitled ? 'done' : 'clock'} />
                            <span>${textOf(f)}</span></li>`,
                )}</ul></div>`,
    );
}

/** @param {{ outlook: OrderPreview | null, draft: Draft, carry: (file: number) => void, file: Case | null,
 *   values: Values }} props */
export function FollowPanel({ outlook, draft, carry, file, values }) {
    const doubles = outlook?.doubles ?? [];
    const counted = useRef(0);
    const from = values.start || values.decision_date;

    useEffect(() => {
        if (doubles.length > counted.current) announce(`${say('order.doubles')} ${textOf(doubles[0])}`);
        counted.current = doubles.length;
    }, [doubles.length]);
    return html`
        <aside class="beside" tabindex="0" aria-labelledby="follow-title" data-testid="follow">
            <h2 id="follow-title">${say('order.follow')}</h2>
            ${
                doubles.length > 0 &&
                html`<${Notice} kind="warning" title=${say('order.doubles')} testid="doubles"><ul>
                        ${doubles.map(
                            (d) => html`<${Double} double=${d} carry=${carry} here=${file?.id} />`,
                        )}</ul></${Notice}>`
            }
            ${
                dateIs(from) &&
                html`<p class="follow-term">${
                    values.end && dateIs(values.end)
                        ? say('order.follow.term', { from: dateShown(from), until: dateShown(values.end) })
                        : values.kind === 'UM'
                          ? say('order.follow.no_end', { from: dateShown(from) })
                          : say('order.follow.open', { from: dateShown(from) })
                }</p>`
            }
            ${
                outlook?.follows.length
                    ? html`<${Follows} follows=${outlook.follows} />`
                    : html`<p class="hint">${say('order.follow.nothing')}</p>`
            }
            <p class="hint draft-state" data-testid="draft-state">
                ${draft.state === 'saved' && say('draft.saved', { time: timeShown(draft.at) })}
                ${draft.state === 'failed' && say('draft.failed')}</p>
        </aside>`;
}

/** All that the form should show before it saves. That somebody of one name stands in another file is said once: by
 * which file it is, and not any more once it was answered that she is another person.
 * @param {OrderPreview} outlook @param {string[]} confirm what was ticked */
export function outlookFound(outlook, confirm) {
    const answered = confirm.map((c) => c.replace(/^same_person:/, 'same_name:'));
    const doubles = outlook.doubles
        .filter(({ what, field }) => what !== 'same_order' && !answered.includes(`${what}:${field}`))
        .map((d) => ({ code: d.what, field: d.field, detail: '', text: textOf(d) }));
    const said = [...answered, ...doubles.map(({ code, field }) => `${code}:${field}`)];
    const others = (outlook.warnings ?? []).filter(
        ({ code, field }) => !BESIDE.includes(code) && !said.includes(`${code}:${field}`),
    );

    return { errors: outlook.errors, warnings: [...doubles, ...others] };
}
