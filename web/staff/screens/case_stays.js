// @ts-check
/* Stays in a care institution. The monthly payment is suspended while one lasts, and only the coordinator sees where it
 * is. */
/** @import { CaseProps } from './case.js' */
/** @import { Stays } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { StayNew as STAY, StayVoid as VOID } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { askReason } from '../parts/dialog.js';
import { CheckList, DateField, SelectField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { nameOf } from '../parts/name.js';
import { Loaded, Notice, ProblemNote, Section, Tag, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { useRefusal } from '../parts/refusal.js';
import { Attempt, get } from '../server.js';
import { say } from '../texts.js';

const attempt = new Attempt();

/** @param {CaseProps & { close: () => void, stay?: Stays['stays'][number], lasting: number }}
 * props stay: the one that ends; lasting: how many last now */
function StayForm({ file, changed, close, stay, lasting }) {
    const places = useLoad(() => get('/api/v1/institutions'), []);
    const people = file.persons.filter((p) => p.role !== 'respondent');
    const form = useForm({
        initial: stay
            ? { until: dateToday(), all: lasting > 1 ? ['all'] : /** @type {string[]} */ ([]) }
            : { persons: people.map((p) => String(p.id)), from: dateToday(), place: '', elsewhere: '' },
        check: (values) => ({ persons: values.persons && !values.persons.length ? say('stay.person.needed') : '' }),
        send: ({ persons = [], elsewhere, place, from = '', until = '', all = [] }, attempt) =>
            stay
                ? attempt.post(`/api/v1/stays/${stay.id}/end`, {
                      until,
                      all: all.length > 0,
                      version: file.version,
                  })
                : attempt.post(`/api/v1/cases/${file.id}/stays`, {
                      ...valuesGiven({ from, place: elsewhere?.trim() || place || '' }),
                      from,
                      person: Number(persons[0]),
                      with: persons.slice(1).map((id) => ({ id: Number(id) })),
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
                required=${say('stay.until.needed')} />
            ${
                lasting > 1 &&
                html`<${CheckList} form=${form} name="all" label=${say('stay.family')} optional=${false}
                    options=${[['all', say('stay.all')]]} />`
            }</${Form}>`;
    return html`<${Form} form=${form} submit=${say('stay.save')} cancel=${close} testid="stay-form">
        <div class="fields">
            <${CheckList} form=${form} name="persons" label=${say('stay.person')} optional=${false}
                options=${people.map((p) => [String(p.id), nameOf(p)])} />
            <${DateField} form=${form} name="from" label=${say('stay.from')} most=${dateToday()}
                required=${say('stay.from.needed')} />
            <${SelectField} form=${form} name="place" label=${say('stay.place')} none=${say('stay.place.none')}
                options=${(places.data?.institutions ?? []).filter((i) => i.active).map((i) => [i.name, i.name])} />
            <${TextField} form=${form} name="elsewhere" label=${say('stay.elsewhere')} most=${STAY.place}
                hint=${say('stay.place.hint')} /></div>
    </${Form}>`;
}

/** A stay put right. @param {CaseProps & { close: () => void, stay: Stays['stays'][number] }} props */
function CorrectForm({ file, changed, close, stay }) {
    const places = useLoad(() => get('/api/v1/institutions'), []);
    const known = (places.data?.institutions ?? []).filter((i) => i.active || i.name === stay.place).map((i) => i.name);
    const own = stay.place && !known.includes(stay.place) ? [stay.place] : [];
    const form = useForm({
        initial: { from: stay.from, until: stay.until ?? '', place: stay.place ?? '', elsewhere: '' },
        send: ({ elsewhere, place, from, until }, attempt) =>
            attempt.post(`/api/v1/stays/${stay.id}/correct`, {
                ...valuesGiven({ until, place: elsewhere.trim() || place }),
                from,
                version: file.version,
            }),
        done: async () => {
            toast(say('stay.corrected'));
            await changed();
            close();
        },
        refresh: changed,
        prefix: 'stay',
    });

    return html`<${Form} form=${form} submit=${say('stay.correct.save')} cancel=${close} testid="stay-correct-form">
        <p class="hint">${say('stay.correct.hint')}</p>
        <div class="fields">
            <${DateField} form=${form} name="from" label=${say('stay.from')} most=${dateToday()}
                required=${say('stay.from.needed')} />
            <${DateField} form=${form} name="until" label=${say('stay.until')} most=${dateToday()} />
            <${SelectField} form=${form} name="place" label=${say('stay.place')} none=${say('stay.place.none')}
                options=${[...own, ...known].map((name) => [name, name])} />
            <${TextField} form=${form} name="elsewhere" label=${say('stay.elsewhere')} most=${STAY.place} /></div>
    </${Form}>`;
}

/** What follows where she entered or left: each asked until it is answered. @param {CaseProps} props */
function Questions({ file, changed }) {
    const { problem, trying } = useRefusal();
    const load = useLoad(() => get(`/api/v1/cases/${file.id}/stay-questions`), [file.id, file.version]);
    const open = (load.data?.questions ?? []).filter((q) => !q.answer);
    const answer = async (/** @type {number} */ id, /** @type {'changed' | 'stays'} */ said) => {
        await trying(() =>
            attempt.post(`/api/v1/stay-questions/${id}/answer`, { version: file.version, answer: said }),
        );
        await changed();
    };

    return (
        open.length > 0 &&
        html`<${Notice} kind="warning" title=${say('stay.asked')} testid="stay-questions">
            ${problem && html`<${ProblemNote} problem=${problem} prefix="stay" />`}
            <ul>${open.map(
                (q) => html`<li key=${q.id}><span class="hint block">${say(`stay.asked.${q.moved}`, {
                    on: dateShown(q.asked_on),
                })}</span>
                    <p>${say(`stay.follows.${q.what}`)}</p>
                    <div class="row"><button type="button" class="button small" data-testid=${`stay-changed-${q.what}`}
                            aria-label=${`${say('stay.answer.changed')}: ${say(`stay.follows.${q.what}`)}`}
                            onClick=${() => answer(q.id, 'changed')}>${say('stay.answer.changed')}</button>
                        <button type="button" class="button small" data-testid=${`stay-stays-${q.what}`}
                            aria-label=${`${say('stay.answer.stays')}: ${say(`stay.follows.${q.what}`)}`}
                            onClick=${() => answer(q.id, 'stays')}>${say('stay.answer.stays')}</button></div></li>`,
            )}</ul></${Notice}>`
    );
}

/** @param {CaseProps} props */
export function StaysSection(props) {
    const { file } = props;
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const names = new Map(file.persons.map((p) => [p.id, nameOf(p)]));
    const load = useLoad(() => get(`/api/v1/cases/${file.id}/stays`), [file.id, file.version]);
    const never = async (/** @type {Stays['stays'][number]} */ s) => {
        const reason = await askReason({
            title: say('stay.void.title'),
            text: say('stay.void.text'),
            label: say('stay.void.reason'),
            yes: say('stay.void'),
            danger: true,
            most: VOID.reason,
        });
        if (!reason) return;
        await trying(async () => {
            await attempt.post(`/api/v1/stays/${s.id}/void`, { version: file.version, reason });
            toast(say('stay.was_voided'));
            await props.changed();
        });
    };

    return html`
        <${Section} title=${say('case.part.stays')} testid="part-stays"
            actions=${html`<button type="button" class="button small" data-testid="stay-new"
                onClick=${() => inset.open('new')}>${say('stay.new')}</button>`}>
            <p class="hint">${say('stay.hint')}</p>
            ${problem && html`<${ProblemNote} problem=${problem} prefix="stay" />`}
            <${Questions} ...${props} />
            ${
                inset.at === 'new' &&
                html`<${Inset} title=${say('stay.new')}>
                    <${StayForm} ...${props} lasting=${0} close=${inset.close} /></${Inset}>`
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
                                  ${s.voided && html`<${Tag} kind="quiet" text=${say('stay.voided')} />`}
                                  ${
                                      !s.voided &&
                                      html`<button type="button" class="button small" data-testid="stay-correct"
                                          aria-label=${say('stay.correct_of', { name: names.get(s.person) ?? '' })}
                                          onClick=${() => inset.open(`correct ${s.id}`)}>${say('stay.correct')}</button>
                                          <button type="button" class="button small" data-testid="stay-void"
                                          aria-label=${say('stay.void_of', { name: names.get(s.person) ?? '' })}
                                          onClick=${() => never(s)}>${say('stay.void')}</button>`
                                  }
                                  ${
                                      !s.until &&
                                      !s.voided &&
                                      html`<button type="button" class="button small" data-testid="stay-leave"
                                          aria-label=${say('stay.leave_of', { name: names.get(s.person) ?? '' })}
                                          onClick=${() => inset.open(String(s.id))}>${say('stay.leave')}</button>`
                                  }</div>
                              ${
                                  inset.at === String(s.id) &&
                                  html`<${Inset} title=${say('stay.leave_of', { name: names.get(s.person) ?? '' })}>
                                      <${StayForm} ...${props} stay=${s}
                                          lasting=${stays.filter((x) => !x.until && !x.voided).length}
                                          close=${inset.close} /></${Inset}>`
                              }
                              ${
                                  inset.at === `correct ${s.id}` &&
                                  html`<${Inset} title=${say('stay.correct_of', { name: names.get(s.person) ?? '' })}>
                                      <${CorrectForm} ...${props} stay=${s} close=${inset.close} /></${Inset}>`
                              }
                          </article>`,
                      )
                    : html`<p class="hint">${say('stay.none')}</p>`}</${Loaded}>
        </${Section}>`;
}
