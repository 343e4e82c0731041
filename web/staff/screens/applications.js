// @ts-check
/* Applications for the monthly payment: which wait, which are decided, by the month in which they were filed. */
/** @import { Column } from '../parts/page.js' */
/** @import { Application, SealedApplications } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html, useState } from '/vendor/preact.js';
import { dateShown, monthShown } from '../dates.js';
import { Choose } from '../parts/choose.js';
import { Icon } from '../parts/icons.js';
import { monthNow, monthsBack } from '../parts/month.js';
import { nameOf } from '../parts/name.js';
import { Loaded, Page, Section, Table, Tag, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';

const STATES = ['open', 'incomplete', 'granted', 'refused'];
const KINDS = Object.freeze({ open: 'info', incomplete: 'warning', granted: 'good', refused: 'quiet' });
const YEARS = 3;

/** @param {{ application: Pick<Application, 'state' | 'withdrawn_on'> }} props */
export function StateTag({ application }) {
    return application.withdrawn_on
        ? html`<${Tag} text=${say('application.withdrawn', { date: dateShown(application.withdrawn_on) })} />`
        : html`<${Tag} kind=${KINDS[application.state]} text=${say(`application.state.${application.state}`)} />`;
}

/** Of sealed files, each by its number. @param {{ asked: string }} props */
function Sealed({ asked }) {
    const load = useLoad(() => get(`/api/v1/sealed-applications?${asked}`), [asked]);
    /** @type {Column<SealedApplications['applications'][number]>[]} */
    const columns = [
        {
            key: 'number',
            label: say('application.title'),
            head: true,
            cell: (a) => html`<a href=${link(`/sealed-applications/${a.id}`)} data-testid="sealed-application">
                ${say('application.number', { number: a.id })}</a>`,
        },
        { key: 'filed', label: say('application.filed_on'), cell: (a) => dateShown(a.filed_on) },
        { key: 'counts', label: say('application.counts'), cell: (a) => monthShown(a.payable_from) },
        {
            key: 'checked',
            label: say('application.check'),
            cell: (a) => (a.checked_on ? dateShown(a.checked_on) : say('application.check.none')),
        },
        { key: 'state', label: say('application.state'), cell: (a) => html`<${StateTag} application=${a} />` },
    ];

    return html`<${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { applications }) =>
        applications.length > 0 &&
        html`<${Section} title=${say('applications.sealed')} testid="part-sealed">
            <p class="hint">${say('applications.sealed.hint')}</p>
            <${Table} caption=${say('applications.sealed')} quietCaption columns=${columns} rows=${applications}
                testid="sealed-applications" /></${Section}>`}</${Loaded}>`;
}

/** @param {{ query: Record<string, string> }} props */
export default function ApplicationsScreen({ query }) {
    const [state, setState] = useState(STATES.includes(query.state) ? query.state : '');
    const [month, setMonth] = useState('');
    const asked = String(new URLSearchParams({ ...(state && { state }), ...(month && { month }) }));
    const load = useLoad(() => get(`/api/v1/applications?${asked}`), [asked]);
    /** @type {Column<Application>[]} */
    const columns = [
        {
            key: 'name',
            label: say('application.who'),
            head: true,
            cell: (a) => html`<a href=${link(`/applications/${a.id}`)} data-testid="application">${nameOf(a)}</a>`,
        },
        { key: 'file', label: say('application.file'), cell: (a) => `${a.file_number} · ${a.unit}` },
        { key: 'filed', label: say('application.filed_on'), cell: (a) => dateShown(a.filed_on) },
        { key: 'counts', label: say('application.counts'), cell: (a) => monthShown(a.payable_from) },
        {
            key: 'state',
            label: say('application.state'),
            cell: (a) => html`<${StateTag} application=${a} />`,
        },
    ];

    return html`
        <${Page} title=${say('applications.title')} lead=${say('applications.lead')} testid="applications-screen" wide
            actions=${
                sessionMay(['aid_officer']) &&
                html`<a class="button primary" href=${link('/applications/new')}
                    data-testid="application-new"><${Icon} name="plus" />${say('applications.new')}</a>`
            }>
            <div class="search">
                <${Choose} id="applications-state" label=${say('application.state')} value=${state} set=${setState}
                    none=${say('applications.all')}
                    options=${STATES.map((s) => [s, say(`application.state.${s}`)])} />
                <${Choose} id="applications-month" label=${say('applications.month')} value=${month} set=${setMonth}
                    none=${say('applications.any_month')} options=${monthsBack(monthNow(), 12 * YEARS)} />
            </div>
            <${Loaded} of=${load}>${(
                /** @type {Data<typeof load>} */ { applications },
            ) => html`<${Table} caption=${say('applications.title')} quietCaption columns=${columns}
                rows=${applications}
                empty=${say(state || month ? 'applications.none_such' : 'applications.none')}
                testid="applications" />`}</${Loaded}>
            ${sessionMay(['aid_officer']) && html`<${Sealed} asked=${asked} />`}
        </${Page}>`;
}
