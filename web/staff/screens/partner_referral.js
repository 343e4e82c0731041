// @ts-check
/* One referral as its institution is told it, and the answer. The name stands here only where she consented to it. */
/** @import { PartnerReferral, PartnerWords } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { PartnerAnswer as ANSWER } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { choices, wordOf } from '../parts/case_words.js';
import { SelectField, TextArea } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Facts, Loaded, Page, Section, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';

/** @param {{ id: string, words: PartnerWords, done: () => Promise<unknown> }} props */
function AnswerForm({ id, words, done }) {
    const form = useForm({
        initial: { outcome: '', why: '', result: '' },
        send: (values, attempt) =>
            attempt.post(`/api/v1/partner/referrals/${id}/answers`, /** @type {any} */ (valuesGiven(values))),
        done: async () => {
            toast(say('partner.answered'));
            await done();
        },
        prefix: 'partner',
    });

    return html`<${Form} form=${form} submit=${say('partner.answer.send')} testid="answer-form">
        <${SelectField} form=${form} name="outcome" label=${say('partner.answer.outcome')}
            none=${say('partner.answer.outcome.none')} required=${say('partner.answer.outcome.needed')}
            options=${choices(words, 'referral_answer')} />
        <${TextArea} form=${form} name="why" label=${say('partner.answer.why')} rows=${2}
            hint=${say('partner.answer.why.hint')} most=${ANSWER.why} />
        <${TextArea} form=${form} name="result" label=${say('partner.answer.result')} rows=${3}
            most=${ANSWER.result} /></${Form}>`;
}

/** @param {{ r: PartnerReferral }} props */
function Told({ r }) {
    const { words } = r;
    /** @type {[string, string][]} */
    const facts = [
        [say('partner.service'), wordOf(words, 'referral_service', r.service)],
        [say('partner.urgency'), wordOf(words, 'urgency', r.urgency)],
        [say('partner.on'), dateShown(r.on)],
        [say('partner.due'), dateShown(r.due)],
        [say('partner.names'), r.names ?? say('partner.names.none')],
        [say('partner.reason'), r.reason ?? say('partner.reason.none')],
        [say('partner.outcome'), r.outcome ? wordOf(words, 'referral_answer', r.outcome) : say('partner.outcome.none')],
    ];

    return html`<${Facts} of=${facts} />`;
}

/** @param {{ params: { id: string } }} props */
export default function PartnerReferralScreen({ params }) {
    const load = useLoad(() => get(`/api/v1/partner/referrals/${params.id}`), [params.id]);
    const number = load.data?.case_number ?? '';

    return html`
        <${Page} title=${say('partner.one', { number })} testid="referral-screen"
            actions=${html`<a class="button" href=${link('/referrals')}>${say('partner.back')}</a>`}>
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ r) => html`
                <${Told} r=${r} />
                ${
                    r.open &&
                    html`<${Section} title=${say('partner.answer')} testid="part-answer">
                        <${AnswerForm} key=${r.outcome} id=${params.id} words=${r.words}
                            done=${load.reload} /></${Section}>`
                }`}</${Loaded}>
        </${Page}>`;
}
