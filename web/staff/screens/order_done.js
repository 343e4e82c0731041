// @ts-check
/* After an order has been registered: what stands now, what follows from it for whom, and what to do next while the
 * person is still there. */
/** @import { Case, Entitlements, Protection } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { Icon } from '../parts/icons.js';
import { Loaded, Notice, Page, Section, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';
import { Follows } from './order_follow.js';

/** As the preview has them. @param {Case} file @param {Entitlements['entitlements']} entitlements */
function followsOf(file, entitlements) {
    const by = new Map(file.persons.map((p) => [p.id, p]));

    return entitlements.flatMap((e) => {
        const person = by.get(e.person);
        if (!person || person.role === 'respondent') return [];
        if (!e.entitled && e.moot) return [];
        const { first_name, surname } = person;
        const words = (/** @type {string} */ text) => `${say(`service.short.${e.service}`)}: ${text}`;
        return [
            {
                first_name,
                surname,
                entitled: e.entitled,
                why_not: e.entitled ? null : e.why_not,
                text: words(e.text),
                text_en: words(e.text_en),
            },
        ];
    });
}

/** @param {{ file: Case, entitlements: Entitlements['entitlements'] }} props */
function Steps({ file, entitlements }) {
    const young = entitlements.some((e) => e.service === 'kindergarten' && (e.entitled || !e.moot));
    const steps = [
        ['cards', 'card'],
        ['contact', 'lock'],
        ...(young ? [['enrolments', 'child']] : []),
        ['documents', 'paper'],
    ];

    return html`<ol class="steps">${steps.map(
        ([at, icon]) => html`<li><a class="step" href=${link(`/cases/${file.id}`, { at })} data-testid=${`step-${at}`}>
                <${Icon} name=${icon} />
                <span><strong>${say(`done.step.${at}`)}</strong>
                    <span class="hint">${say(`done.step.${at}.hint`)}</span></span></a></li>`,
    )}
        <li><a class="step" href=${link('/applications/new', { case: file.id })}
                data-testid="step-payment"><${Icon} name="money" />
                <span><strong>${say('done.step.payment')}</strong>
                    <span class="hint">${say('done.step.payment.hint')}</span></span></a></li></ol>`;
}

/** @param {Protection} protection */
const termText = ({ from, until, open }) =>
    open
        ? say('order.follow.open', { from: dateShown(from) })
        : say('order.follow.term', { from: dateShown(from), until: dateShown(until) });

/** @param {{ params: Record<string, string>, query: Record<string, string> }} props */
export default function OrderDoneScreen({ params, query }) {
    const all = useLoad(async () => {
        const [file, timeline, { entitlements }] = await Promise.all([
            get(`/api/v1/cases/${params.id}`),
            get(`/api/v1/cases/${params.id}/timeline`),
            get(`/api/v1/cases/${params.id}/entitlements`),
        ]);
        return {
            file,
            order:
                timeline.orders.find((o) => String(o.id) === query.order) ??
                timeline.orders[timeline.orders.length - 1],
            entitlements,
        };
    }, [params.id]);

    return html`
        <${Page} title=${say('done.title')} testid="done-screen"
            back=${{ href: link(`/cases/${params.id}`), text: say('done.to_file') }}>
            <${Loaded} of=${all}>${(/** @type {Data<typeof all>} */ { file, order, entitlements }) => html`
                <${Notice} kind="good"
                    title=${say('done.what', {
                        kind: say(`kind.${order.kind}`),
                        number: order.number,
                        file: file.number,
                    })}>
                    <p>${termText(order.protection)}</p></${Notice}>
                <${Section} title=${say('done.follow')}>
                    <${Follows} follows=${followsOf(file, entitlements)} /></${Section}>
                <${Section} title=${say('done.next')}>
                    <${Steps} file=${file} entitlements=${entitlements} /></${Section}>
                <div class="buttons">
                    <a class="button primary" href=${link(`/cases/${file.id}`)}
                        data-testid="to-file">${say('done.to_file')}</a>
                    <a class="button" href=${link('/orders/new')}>${say('done.another')}</a></div>`}</${Loaded}>
        </${Page}>`;
}
