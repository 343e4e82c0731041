// @ts-check
/* An application of a file that is sealed against the office: its number, its days, the ticks of its papers. The office
 * decides on it once the coordinator has checked them; whose it is stands nowhere. */
/** @import { ApplicationDecision, SealedApplication } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { SealedDecisionNew as DECISION } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateShown, monthShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { APPLICATION_FACTS } from '../parts/application_facts.js';
import { factsShown } from '../parts/facts.js';
import { RadioField, TextArea } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Facts, Loaded, Notice, Page, Section, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';
import { Papers } from './application.js';
import { StateTag } from './applications.js';

const DECISIONS = ['granted', 'incomplete', 'refused'];

/** @param {{ application: SealedApplication, reload: () => Promise<unknown> }} props */
function Decide({ application, reload }) {
    const form = useForm({
        initial: { decision: '', reason: '' },
        check: (values) => ({
            reason:
                values.decision === 'refused' && !values.reason.trim() ? say('application.reason.needed.refused') : '',
        }),
        send: (values, attempt) =>
            attempt.post(`/api/v1/sealed-applications/${application.id}/decision`, {
                decision: /** @type {ApplicationDecision} */ (values.decision),
                ...(values.reason.trim() && { reason: values.reason.trim() }),
            }),
        done: async () => {
            toast(say('application.decided'));
            form.replace({ decision: '', reason: '' }, true);
            await reload();
            document.getElementById('title')?.focus();
        },
        refresh: reload,
        prefix: 'application',
    });

    return html`<${Section} title=${say('application.decide')} testid="part-decide">
        <${Form} form=${form} submit=${say('application.decide.save')} testid="decision">
            <${RadioField} form=${form} name="decision" label=${say('application.decision')}
                required=${say('application.decision.needed')}
                options=${DECISIONS.filter((d) => d !== application.state || d === 'incomplete').map((d) => [
                    d,
                    say(`application.decision.${d}`),
                    say(`application.decision.${d}.hint`),
                ])} />
            <${TextArea} form=${form} name="reason" label=${say('application.reason')}
                hint=${say('application.reason.hint')} rows=${3} most=${DECISION.reason} />
        </${Form}></${Section}>`;
}

/** @param {{ params: { id: string } }} props */
export default function SealedApplicationScreen({ params }) {
    const load = useLoad(() => get(`/api/v1/sealed-applications/${params.id}`), [params.id]);

    return html`
        <${Page} title=${say('application.number', { number: params.id })} over=${say('application.sealed')}
            back=${{ href: link('/applications'), text: say('applications.title') }} testid="sealed-application-screen">
            <${Loaded} of=${load} prefix="application">${(/** @type {Data<typeof load>} */ application) => html`
                <${Notice} title=${say(application.checked_on ? 'application.checked' : 'application.unchecked', {
                    date: dateShown(application.checked_on),
                })} kind=${application.checked_on ? 'good' : 'warning'}
                    testid="papers-checked"><p>${say('application.sealed.text')}</p></${Notice}>
                <${Facts} of=${[
                    [say('application.state'), html`<${StateTag} application=${application} />`],
                    ...factsShown(APPLICATION_FACTS, application, 'application'),
                    [say('application.counts'), monthShown(application.payable_from)],
                ]} />
                <${Papers} application=${application} />
                ${
                    application.decisions.length > 0 &&
                    html`<${Section} title=${say('application.decisions')} testid="part-decisions">
                        <ol class="acts">${application.decisions.map(
                            (d) => html`<li class="act"><span class="act-day">${dateShown(d.on)}</span>
                                <strong>${say(`application.state.${d.decision}`)}</strong></li>`,
                        )}</ol></${Section}>`
                }
                ${!application.withdrawn_on && html`<${Decide} application=${application} reload=${load.reload} />`}`}
            </${Loaded}>
        </${Page}>`;
}
