// @ts-check
/* Stays in a care institution. The monthly payment is suspended while one lasts, and only the coordinator sees where it
 * is. */
/** @import { CaseProps } from './case.js' */
/** @import { Stays } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { StayNew as STAY } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { DateField, SelectField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { nameOf } from '../parts/name.js';
import { Loaded, Section, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { get } from '../server.js';
import { say } from '../texts.js';

/** @param {CaseProps & { close: () => void, stay?: Stays['stays'][number] }} props stay: the one that ends */
function StayForm({ file, changed, close, stay }) {
    const people = file.persons.filter((p) => p.role !== 'respondent');
    const form = useForm({
        initial: stay ? { until: dateToday() } : { person: String(people[0]?.id ?? ''), from: dateToday(), place: '' },
        send: (values, attempt) =>
            stay
                ? attempt.post(`/api/v1/stays/${stay.id}/end`, { until: values.until ?? '', version: file.version })
                : attempt.post(`/api/v1/cases/${file.id}/stays`, {
                      ...valuesGiven(values),
                      person: Number(values.person),
                      version: file.version,
                  }),
        done: async () => {
            toast(say(stay ? 'stay.ended' : 'stay.saved'));
            await changed();
            close();
        },
        refresh: changed,
        prefix: 'stay',
    });

    if (stay)
        return html`<${Form} form=${form} submit=${say('stay.end')} cancel=${close} testid="stay-end-form">
            <${DateField} form=${form} name="until" label=${say('stay.until')} least=${stay.from} most=${dateToday()}
                required=${say('stay.until.needed')} /></${Form}>`;
    return html`<${Form} form=${form} submit=${say('stay.save')} cancel=${close} testid="stay-form">
        <div class="fields">
            <${SelectField} form=${form} name="person" label=${say('stay.person')}
                required=${say('stay.person.needed')} options=${people.map((p) => [String(p.id), nameOf(p)])} />
            <${DateField} form=${form} name="from" label=${say('stay.from')} most=${dateToday()}
                required=${say('stay.from.needed')} />
            <${TextField} form=${form} name="place" label=${say('stay.place')} most=${STAY.place}
                hint=${say('stay.place.hint')} /></div>
    </${Form}>`;
}

/** @param {CaseProps} props */
export function StaysSection(props) {
    const { file } = props;
    const inset = useInset();
    const names = new Map(file.persons.map((p) => [p.id, nameOf(p)]));
    const load = useLoad(() => get(`/api/v1/cases/${file.id}/stays`), [file.id, file.version]);

    return html`
        <${Section} title=${say('case.part.stays')} testid="part-stays"
            actions=${html`<button type="button" class="button small" data-testid="stay-new"
                onClick=${() => inset.open('new')}>${say('stay.new')}</button>`}>
            <p class="hint">${say('stay.hint')}</p>
            ${
                inset.at === 'new' &&
                html`<${Inset} title=${say('stay.new')}>
                    <${StayForm} ...${props} close=${inset.close} /></${Inset}>`
            }
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { stays }) =>
                stays.length
                    ? stays.map(
                          (s) => html`<article class="line">
                              <div class="line-head"><h3>${names.get(s.person) ?? ''}</h3><span>${
                                  s.until
                                      ? say('timeline.span', { from: dateShown(s.from), until: dateShown(s.until) })
                                      : say('stay.since', { from: dateShown(s.from) })
                              }</span>
                                  ${s.place && html`<span class="hint">${s.place}</span>`}
                                  ${
                                      !s.until &&
                                      html`<button type="button" class="button small" data-testid="stay-leave"
                                          aria-label=${say('stay.leave_of', { name: names.get(s.person) ?? '' })}
                                          onClick=${() => inset.open(String(s.id))}>${say('stay.leave')}</button>`
                                  }</div>
                              ${
                                  inset.at === String(s.id) &&
                                  html`<${Inset} title=${say('stay.leave_of', { name: names.get(s.person) ?? '' })}>
                                      <${StayForm} ...${props} stay=${s} close=${inset.close} /></${Inset}>`
                              }
                          </article>`,
                      )
                    : html`<p class="hint">${say('stay.none')}</p>`}</${Loaded}>
        </${Section}>`;
}
