// @ts-check
/* Assessments of danger of a file: the questions of the instrument, the level that follows, and the one that the
 * professional finds. The higher holds; less than held before waits for a second person. */
/** @import { Assessments, Case, Instruments } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
/** @import { Word } from '../parts/case_words.js' */
/** @import { FormState, Values } from '../parts/form.js' */
import { AnswerGiven as ANSWER, AssessmentNew as ASSESSMENT } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { choices, wordOf } from '../parts/case_words.js';
import { askReason } from '../parts/dialog.js';
import { DateField, RadioField, TextArea, TextField } from '../parts/field.js';
import { Earlier } from '../parts/fold.js';
import { Form, useForm } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { Empty, Loaded, Page, ProblemNote, Section, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { link } from '../route.js';
import { Attempt, get } from '../server.js';
import { say, textOf } from '../texts.js';
import { FileLoaded } from './case_seal.js';

const attempt = new Attempt();
const LEVELS = ['low', 'medium', 'high', 'very_high'];

/** @typedef {Assessments['assessments'][number]} Assessment */
/** @typedef {Instruments['instruments'][number]} Instrument */
/** @typedef {Instrument['questions'][number]} Question */

/** As the server works it out: shown while it is filled in, never sent.
 * @param {Instrument} instrument @param {Values} values */
function computed(instrument, values) {
    const asked = instrument.questions.filter((q) => q.asked);
    const yes = asked.filter((q) => values[q.code] === 'yes');
    const open = asked.filter((q) => !['yes', 'no'].includes(values[q.code])).length;
    const grave = yes.filter((q) => q.grave).length;
    const reached = instrument.rules.filter((r) => yes.length >= r.yes && grave >= r.grave && open >= r.open);

    return LEVELS[Math.max(0, ...reached.map((r) => LEVELS.indexOf(r.level)))];
}

/** @param {{ form: FormState, question: Question }} props */
function QuestionField({ form, question }) {
    const text = textOf(question);

    return html`<div class="question">
        <${RadioField} form=${form} name=${question.code} label=${question.grave ? `${text} *` : text} inline
            options=${['yes', 'no', 'unknown'].map((a) => [a, say(`assessments.answer.${a}`)])} />
        <${TextField} form=${form} name=${`comment_${question.code}`} most=${ANSWER.comment}
            label=${say('assessments.comment_of', { question: text })} /></div>`;
}

/** @param {{ instrument: Instrument, words: Word[] }} props */
function Rule({ instrument, words }) {
    const parts = (/** @type {Instrument['rules'][number]} */ r) =>
        /** @type {const} */ (['yes', 'grave', 'open'])
            .filter((n) => r[n] > 0)
            .map((n) => say(`assessments.rule.${n}`, { number: r[n] }))
            .join(', ');

    const { version, source, licence } = instrument;
    const name = textOf({ text: instrument.name, text_en: instrument.name_en });

    return html`<p class="hint">${say('assessments.source', { name, version, source, licence })}</p>
        <ul class="hint">${instrument.rules.map(
            (r) =>
                html`<li>${say('assessments.rule', {
                    level: wordOf(words, 'danger_level', r.level),
                    parts: parts(r),
                })}</li>`,
        )}</ul>`;
}

/** @param {{ file: number, assessment?: Assessment, instrument: Instrument, words: Word[],
 *   done: () => Promise<unknown>, close: () => void }} props assessment: the one that is put right */
function AssessmentForm({ file, assessment, instrument, words, done, close }) {
    const asked = instrument.questions.filter((q) => q.asked);
    const given = new Map(assessment?.answers.map((a) => [a.question, a]));
    const form = useForm({
        initial: /** @type {Values} */ ({
            on: assessment?.on ?? dateToday(),
            kind: assessment?.kind ?? 'initial',
            judged: assessment?.judged ?? '',
            reason: assessment?.reason ?? '',
            ...Object.fromEntries(
                asked.flatMap((q) => [
                    [q.code, (given.get(q.code)?.answer ?? 'none').replace('none', '')],
                    [`comment_${q.code}`, given.get(q.code)?.comment ?? ''],
                ]),
            ),
        }),
        send: (/** @type {Values} */ values, tried) =>
            tried.post(`/api/v1/cases/${file}/assessments`, {
                instrument: instrument.id,
                on: values.on,
                kind: values.kind,
                judged: values.judged,
                ...(values.reason.trim() && { reason: values.reason.trim() }),
                ...(assessment && { corrects: assessment.id }),
                answers: asked
                    .filter((q) => values[q.code] || values[`comment_${q.code}`].trim())
                    .map((q) => ({
                        question: q.code,
                        answer: values[q.code] || 'none',
                        ...(values[`comment_${q.code}`].trim() && { comment: values[`comment_${q.code}`].trim() }),
                    })),
            }),
        done: async () => {
            toast(say('assessments.saved'));
            await done();
            close();
        },
        prefix: 'assessments',
    });
    const level = computed(instrument, form.values);

    return html`<${Form} form=${form} submit=${say('assessments.save')} cancel=${close} testid="assessment-form">
        <${Rule} instrument=${instrument} words=${words} />
        <div class="fields">
            <${DateField} form=${form} name="on" label=${say('assessments.on')} most=${dateToday()}
                required=${say('assessments.on.needed')} />
            <${RadioField} form=${form} name="kind" label=${say('assessments.kind')} inline
                options=${choices(words, 'assessment_kind')} />
        </div>
        ${asked.map((q) => html`<${QuestionField} key=${q.code} form=${form} question=${q} />`)}
        <p data-testid="assessment-computed"><strong>${say('assessments.computed', {
            level: wordOf(words, 'danger_level', level),
        })}</strong></p>
        <${RadioField} form=${form} name="judged" label=${say('assessments.judged')} inline
            required=${say('assessments.judged.needed')} options=${choices(words, 'danger_level')} />
        <${TextArea} form=${form} name="reason" label=${say('assessments.reason')} rows=${3}
            hint=${say('assessments.reason.hint')} most=${ASSESSMENT.reason} />
    </${Form}>`;
}

/** @param {{ assessment: Assessment, words: Word[], open: (at: string) => void,
 *   agree: (assessment: Assessment) => unknown }} props */
function AssessmentLine({ assessment: a, words, open, agree }) {
    const level = (/** @type {string} */ code) => wordOf(words, 'danger_level', code);
    const due = a.due && say('assessments.next', { date: dateShown(a.due) });
    const said = a.answers.filter((one) => one.answer !== 'none' || one.comment);

    return html`<article class="line" data-testid="assessment">
        <div class="line-head"><h3>${dateShown(a.on)}, ${wordOf(words, 'assessment_kind', a.kind)}</h3>
            ${
                !a.voided &&
                html`<${Tag} kind=${LEVELS.indexOf(a.holds) > 1 ? 'danger' : 'info'}
                    text=${say('assessments.holds', { level: level(a.holds) })} />`
            }
            ${a.corrected && html`<${Tag} text=${say('assessments.was_corrected')} />`}
            ${a.voided && !a.corrected && html`<${Tag} text=${say('assessments.was_voided')} />`}
            ${!a.voided && due && html`<span class="hint">${due}</span>`}</div>
        <p>${say('assessments.found', { computed: level(a.computed), judged: level(a.judged) })}</p>
        ${a.reason && html`<p class="note-text">${a.reason}</p>`}
        ${a.asks && html`<p class="hint">${say('assessments.asks')}</p>`}
        ${a.agreed_by && html`<p class="hint">${say('assessments.agreed', { name: a.agreed_by })}</p>`}
        <details><summary>${say('assessments.answers')}</summary>
            <dl class="facts">${said.map(
                (one) => html`<div><dt>${textOf(one)}</dt><dd>${say(`assessments.answer.${one.answer}`)}
                    ${one.comment && ` · ${one.comment}`}</dd></div>`,
            )}</dl></details>
        <p class="hint">${a.by}</p>
        ${
            !a.voided &&
            html`<div class="actions">
                ${
                    a.asks &&
                    html`<button type="button" class="button small" data-testid="assessment-agree"
                        onClick=${() => agree(a)}>${say('assessments.agree')}</button>`
                }
                <button type="button" class="button small" data-testid="assessment-correct"
                    aria-label=${`${say('assessments.correct')}: ${dateShown(a.on)}`}
                    onClick=${() => open(`correct ${a.id}`)}>${say('assessments.correct')}</button></div>`
        }
    </article>`;
}

/** @param {{ file: Case }} props */
function Parts({ file }) {
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const load = useLoad(async () => {
        const [{ assessments }, { instruments }, { words }] = await Promise.all([
            get(`/api/v1/cases/${file.id}/assessments`),
            get('/api/v1/instruments'),
            get('/api/v1/case-words'),
        ]);

        return { assessments, instruments, words };
    }, [file.id]);
    const agree = async (/** @type {Assessment} */ assessment) => {
        const reason = await askReason({
            title: say('assessments.agree'),
            text: say('assessments.asks'),
            label: say('assessments.agree.reason'),
            yes: say('assessments.agree'),
            most: 2000,
        });
        if (!reason) return;
        await trying(async () => {
            await attempt.post(`/api/v1/cases/${file.id}/work`, {
                kind: 'agreement',
                answers: assessment.id,
                said: [{ name: 'reason', value: reason }],
            });
            toast(say('assessments.agreed_now'));
            await load.reload();
        });
    };

    return html`<p class="hint">${say('assessments.hint')}</p>
        ${problem && html`<${ProblemNote} problem=${problem} prefix="assessments" />`}
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ data) => {
            const offered = data.instruments.find((i) => i.offered);
            const [what, id] = inset.at.split(' ');
            const form = {
                file: file.id,
                instrument: offered,
                words: data.words,
                done: load.reload,
                close: inset.close,
            };
            const line = (/** @type {Assessment} */ a) => html`<${AssessmentLine} key=${a.id} assessment=${a}
                    words=${data.words} open=${inset.open} agree=${agree} />
                ${
                    offered &&
                    what === 'correct' &&
                    String(a.id) === id &&
                    html`<${Inset} title=${say('assessments.correct')}>
                        <${AssessmentForm} ...${form} assessment=${a} /></${Inset}>`
                }`;
            const was = data.assessments.filter((a) => a.voided);

            return html`
                ${
                    offered &&
                    html`<div class="buttons"><button type="button" class="button" data-testid="assessment-new"
                        onClick=${() => inset.open('new')}>${say('assessments.new')}</button></div>`
                }
                ${
                    offered &&
                    what === 'new' &&
                    html`<${Inset} title=${say('assessments.new')} level=${2}>
                        <${AssessmentForm} ...${form} /></${Inset}>`
                }
                <${Section} title=${say('assessments.title')} quiet>
                    ${!data.assessments.length && html`<${Empty} text=${say('assessments.none')} />`}
                    ${data.assessments.filter((a) => !a.voided).map(line)}
                    <${Earlier} count=${was.length}
                        text=${say('work.earlier', { number: was.length })}>${was.map(line)}</${Earlier}>
                </${Section}>`;
        }}</${Loaded}>`;
}

/** @param {{ params: { [name: string]: string } }} props */
export default function AssessmentsScreen({ params }) {
    const load = useLoad(() => get(`/api/v1/cases/${params.id}`), [params.id]);

    return html`<${Page} title=${say('assessments.title')} testid="assessments" wide
        back=${{ href: link(`/cases/${params.id}/work`), text: say('assessments.back') }}
        over=${load.data && say('case.over', { number: load.data.number })}>
        <${FileLoaded} of=${load} file=${params.id}>${(/** @type {Data<typeof load>} */ file) =>
            html`<${Parts} key=${file.id} file=${file} />`}</${FileLoaded}></${Page}>`;
}
