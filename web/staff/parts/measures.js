// @ts-check
/* The measures of a paper as a compact list: a box to tick, the law's letter and words, and beside what is ticked the
 * fields that it takes. The form holds a list of { code, metres?, place?, … } as the server takes it:
 *   <${MeasureList} form=${form} name="measures" book=${measures} kind=${form.get('kind')} day=${form.get('…')} />
 * `only`: codes to choose from, where it is not the order's own list (what a court lifts, say). */
/** @import { FormState } from './form.js' */
/** @import { Measures, MeasureIn } from '../../types/api' */
/** @import { At, Content } from '../../types/screen' */
/** @import { Offer } from './measure_words.js' */
import { MeasureIn as MEASURE } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateIs, dateToday } from '../dates.js';
import { say } from '../texts.js';
import { Choices, DateField, MoneyField, TextField, useKnown } from './field.js';
import { DETAILS, measureText, measuresFor } from './measure_words.js';

/** Metres, as a whole number. @param {{ form: FormState, name: string, label: Content }} props */
function MetresField({ form, name, label }) {
    return html`<${TextField} form=${form} name=${name} label=${label} optional=${false} width="short"
        inputmode="numeric" most=${6} suffix="m" shown=${String(form.get(name) ?? '')}
        own=${(/** @type {unknown} */ v) => (typeof v === 'number' && v > 0 ? '' : say('measure.metres.bad'))}
        onInput=${(/** @type {At<HTMLInputElement>} */ e) => {
            const typed = e.currentTarget.value.trim();
            form.set(name, /^\d+$/.test(typed) ? Number(typed) : typed);
        }} />`;
}

/** @param {{ form: FormState, path: string, detail: Offer['takes'][number], code: string }} props */
function Detail({ form, path, detail, code }) {
    const name = `${path}.${detail}`;
    const label = say(`measure.${detail}`);

    if (detail === 'until') return html`<${DateField} form=${form} name=${name} label=${label} optional=${false} />`;
    if (detail === 'sum') return html`<${MoneyField} form=${form} name=${name} label=${label} optional=${false} />`;
    if (detail === 'metres') return html`<${MetresField} form=${form} name=${name} label=${label} />`;
    return html`<${TextField} form=${form} name=${name} label=${label} optional=${false} most=${MEASURE[detail]}
        key=${code} />`;
}

/** @param {{ form: FormState, name: string, list: MeasureIn[], offer: Offer, id: string }} props */
function Row({ form, name, list, offer, id }) {
    const at = list.findIndex((m) => m.code === offer.code);
    const text = measureText(offer);
    const turn = () =>
        form.set(name, at < 0 ? [...list, { code: offer.code }] : list.filter((m) => m.code !== offer.code));

    if (at >= 0) form.whose.set(`${name}[${at}]`, text);
    return html`<div class="measure">
        <div class="choice"><input type="checkbox" id=${`${id}-${offer.code}`} name=${name} value=${offer.code}
            checked=${at >= 0} onChange=${turn} data-testid=${`choice-${name}-${offer.code}`} />
            <label for=${`${id}-${offer.code}`}>${text}</label></div>
        ${
            at >= 0 &&
            offer.takes.length > 0 &&
            html`<div class="fields measure-details" role="group" aria-label=${text}>
                ${DETAILS.filter((d) => offer.takes.includes(d)).map(
                    (d) => html`<${Detail} key=${d} form=${form} path=${`${name}[${at}]`} detail=${d}
                        code=${offer.code} />`,
                )}</div>`
        }</div>`;
}

/** @param {{ form: FormState, name: string, book: Measures, kind: string, day: string, label: Content,
 *   hint?: Content }} props kind: '' while it is not known; day: of the decision */
export function MeasureList(props) {
    const { form, name, book, kind, day } = props;
    const id = useKnown(props);
    /** @type {MeasureIn[]} */
    const list = form.get(name) ?? [];
    const { offered, others } = measuresFor(book, kind, dateIs(day) ? day : dateToday());
    const chosen = others.filter((m) => list.some((x) => x.code === m.code));
    const rest = others.filter((m) => !chosen.includes(m));
    const row = (/** @type {Offer} */ offer) =>
        html`<${Row} key=${offer.code} form=${form} name=${name} list=${list} offer=${offer} id=${id} />`;

    return html`<div class="measures compact"><${Choices} ...${props} id=${id} optional=${false}>
        ${[...offered, ...chosen].map(row)}
        ${
            rest.length > 0 &&
            html`<details class="more"><summary>${say('measure.others', { count: rest.length })}</summary>
                ${rest.map(row)}</details>`
        }</${Choices}></div>`;
}
