// @ts-check
/* What waits in the aid office and with its director: applications to decide, the month's list, what was not handed
 * out. */
/** @import { Budget, PaymentRun } from '../../types/api' */
/** @import { Content, Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { dateShown, dateToday, monthShown } from '../dates.js';
import { money } from '../money.js';
import { Icon } from '../parts/icons.js';
import { monthNamed, monthNow } from '../parts/month.js';
import { Facts, Loaded, Page, Section, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';
import { RunTag, runTotal } from './payments.js';

async function gather() {
    const officer = sessionMay(['aid_officer']);
    const [{ runs }, { months }, ...applications] = await Promise.all([
        get('/api/v1/payment-runs'),
        get('/api/v1/budget'),
        ...(officer ? ['open', 'incomplete'].map((state) => get(`/api/v1/applications?state=${state}`)) : []),
    ]);

    return {
        runs,
        months,
        waiting: applications.map(({ applications: list }) => list.filter((a) => !a.withdrawn_on).length),
    };
}

/** @param {{ href: string, icon: string, title: Content, text?: Content, testid: string }} props */
function Step({ href, icon, title, text, testid }) {
    return html`<li>
        <a class="step" href=${href} data-testid=${testid}><${Icon} name=${icon} />
            <span><strong>${title}</strong>${text && html`<span class="hint">${text}</span>`}</span></a></li>`;
}

/** The next thing to do with the month's list. @param {PaymentRun[]} runs
 * @returns {{ href: string, title: string, text: string }} */
function runStep(runs) {
    const prepared = runs.find((r) => r.state === 'prepared'),
        month = monthNow();
    const approved = runs.some((r) => r.state === 'approved' && r.month.slice(0, 7) >= month);

    if (prepared)
        return {
            href: link(`/payments/${prepared.id}`),
            title: say(sessionMay(['director']) && !prepared.own ? 'work.approve' : 'work.waits', {
                month: monthNamed(prepared.month),
            }),
            text: say('payment.prepared_by', { by: prepared.prepared_by, on: dateShown(prepared.prepared_at) }),
        };
    return {
        href: link('/payments'),
        title: say(approved ? 'work.month_done' : sessionMay(['aid_officer']) ? 'work.prepare' : 'work.none_prepared', {
            month: monthNamed(month),
        }),
        text: say(approved ? 'work.month_done.text' : 'work.prepare.text'),
    };
}

/** @param {{ months: Budget['months'], runs: PaymentRun[] }} props */
function Figures({ months, runs }) {
    const now = months.find((m) => m.month === monthNow());
    const last = runs.find((r) => r.state === 'approved');

    return html`<${Section} title=${say('work.figures')} testid="part-figures"><${Facts} of=${[
        [
            say('work.expected', { month: monthShown(monthNow()) }),
            now && money(now.payment.spent + (now.payment.expected ?? 0)),
        ],
        [say('work.last'), last && html`${monthNamed(last.month)}: ${runTotal(last)} <${RunTag} run=${last} />`],
        [
            say('work.kindergarten', { month: monthShown(monthNow()) }),
            now && money(now.kindergarten.spent + (now.kindergarten.expected ?? 0)),
        ],
    ]} /></${Section}>`;
}

export default function WorkScreen() {
    const load = useLoad(gather, []);
    const officer = sessionMay(['aid_officer']);

    return html`
        <${Page} title=${say('work.title')} lead=${say('work.lead', { date: dateShown(dateToday()) })}
            testid="work-screen"
            actions=${
                officer &&
                html`<a class="button primary" href=${link('/applications/new')}
                    data-testid="application-new"><${Icon} name="plus" />${say('applications.new')}</a>`
            }>
            <${Loaded} of=${load}>${(
                /** @type {Data<typeof load>} */ { runs, months, waiting: [open, incomplete] },
            ) => {
                const run = runStep(runs);
                return html`<${Section} title=${say('work.next')}><ul class="steps">
                        ${
                            officer &&
                            open > 0 &&
                            html`<${Step} href=${link('/applications', { state: 'open' })} icon="paper"
                                testid="work-open"
                                title=${say('work.open', { count: open })} text=${say('work.open.text')} />`
                        }
                        ${
                            officer &&
                            incomplete > 0 &&
                            html`<${Step} href=${link('/applications', { state: 'incomplete' })} icon="question"
                                testid="work-incomplete" title=${say('work.incomplete', { count: incomplete })}
                                text=${say('work.incomplete.text')} />`
                        }
                        <${Step} ...${run} icon="money" testid="work-run" />
                        ${runs
                            .filter((r) => r.complaints > 0)
                            .map(
                                (r) => html`<${Step} href=${link(`/payments/${r.id}`)} icon="question"
                                    testid="work-complaints"
                                    title=${say('work.complaints', {
                                        count: r.complaints,
                                        month: monthNamed(r.month),
                                    })} text=${say('work.complaints.text')} />`,
                            )}
                        ${runs
                            .filter((r) => officer && r.state === 'approved' && !r.closed_on)
                            .map(
                                (r) => html`<${Step} href=${link(`/payments/${r.id}`)} icon="done"
                                    testid="work-close"
                                    title=${say('work.close', { month: monthNamed(r.month) })}
                                    text=${say('work.close.text', { count: r.open })} />`,
                            )}
                        ${runs
                            .filter((r) => r.on_hold > 0)
                            .map(
                                (r) => html`<${Step} href=${link(`/payments/${r.id}`)} icon="question"
                                    testid="work-on-hold"
                                    title=${say('work.on_hold', {
                                        count: r.on_hold,
                                        month: monthNamed(r.month),
                                    })} text=${say('work.on_hold.text')} />`,
                            )}
                    </ul></${Section}>
                    <${Figures} months=${months} runs=${runs} />`;
            }}</${Loaded}>
        </${Page}>`;
}
