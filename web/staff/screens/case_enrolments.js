// @ts-check
/* Which crèche or kindergarten the children of a file go to: there the food fee is waived. */
/** @import { CaseProps } from './case.js' */
/** @import { Enrolments, Organisation } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { DateField, SelectField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { nameOf } from '../parts/name.js';
import { Loaded, Section, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { get } from '../server.js';
import { say } from '../texts.js';

/** @typedef {Enrolments['enrolments'][number]} Enrolment */

/** @param {CaseProps & { close: () => void, places: Organisation[], enrolment?: Enrolment }} props enrolment: the
 * one that ends */
function EnrolmentForm({ file, changed, close, places, enrolment }) {
    const children = file.persons.filter((p) => p.role === 'dependant');
    const form = useForm({
        initial: enrolment
            ? { on: dateToday() }
            : { person: String(children[0]?.id ?? ''), organisation: '', from: dateToday(), until: '' },
        send: (values, attempt) =>
            enrolment
                ? attempt.post(`/api/v1/enrolments/${enrolment.id}/end`, { on: values.on ?? '' })
                : attempt.post('/api/v1/enrolments', {
                      ...valuesGiven(values),
                      person: Number(values.person),
                      organisation: Number(values.organisation),
                      case_id: file.id,
                      version: file.version,
                  }),
        done: async () => {
            toast(say(enrolment ? 'enrolment.ended' : 'enrolment.saved'));
            await changed();
            close();
        },
        refresh: changed,
        prefix: 'enrolment',
    });

    if (enrolment)
        return html`<${Form} form=${form} submit=${say('enrolment.end')} cancel=${close}
            testid="enrolment-end-form"><${DateField} form=${form} name="on"
                label=${say('enrolment.last')} least=${enrolment.from}
                required=${say('enrolment.last.needed')} /></${Form}>`;
    return html`<${Form} form=${form} submit=${say('enrolment.save')} cancel=${close}
        testid="enrolment-form"><div class="fields">
            <${SelectField} form=${form} name="person" label=${say('enrolment.child')}
                required=${say('enrolment.child.needed')}
                options=${children.map((p) => [String(p.id), nameOf(p)])} />
            <${SelectField} form=${form} name="organisation" label=${say('enrolment.where')}
                required=${say('enrolment.where.needed')}
                none=${say('enrolment.choose')}
                options=${places.map((o) => [String(o.id), o.name])} />
            <${DateField} form=${form} name="from" label=${say('enrolment.from')}
                required=${say('enrolment.from.needed')} />
        </div></${Form}>`;
}

/** @param {CaseProps} props */
export function EnrolmentsSection(props) {
    const { file } = props;
    const inset = useInset();
    const names = new Map(file.persons.map((p) => [p.id, nameOf(p)]));
    const children = file.persons.some((p) => p.role === 'dependant');
    const load = useLoad(async () => {
        const [{ enrolments }, { organisations }] = await Promise.all([
            get(`/api/v1/cases/${file.id}/enrolments`),
            children ? get('/api/v1/organisations') : { organisations: [] },
        ]);
        return {
            enrolments,
            places: organisations.filter((o) => o.kind === 'kindergarten' && o.active),
        };
    }, [file.id, file.version]);

    return html`
        <${Section} title=${say('case.part.enrolments')} testid="part-enrolments"
            actions=${
                children &&
                html`<button type="button" class="button small" data-testid="enrolment-new"
                    onClick=${() => inset.open('new')}>${say('enrolment.new')}</button>`
            }>
            ${!children && html`<p class="hint">${say('enrolment.no_child')}</p>`}
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { enrolments, places }) => html`
                ${
                    inset.at === 'new' &&
                    html`<${Inset} title=${say('enrolment.new')}>
                        <${EnrolmentForm} ...${props} places=${places} close=${inset.close} /></${Inset}>`
                }
                ${children && !enrolments.length && html`<p class="hint">${say('enrolment.none')}</p>`}
                ${enrolments.length > 0 && html`<p class="hint">${say('enrolment.number.hint')}</p>`}
                ${enrolments.map(
                    (
                        /** @type {Enrolment} */ e,
                    ) => html`<article class="line"><div class="line-head"><h3>${names.get(e.person) ?? ''}</h3>
                            <span>${e.organisation_name}</span>
                            ${e.number && html`<span>${say('enrolment.number', { number: e.number })}</span>`}
                            <span class="hint">${
                                e.until
                                    ? say('timeline.span', { from: dateShown(e.from), until: dateShown(e.until) })
                                    : say('stay.since', { from: dateShown(e.from) })
                            }</span>
                            ${
                                !e.until &&
                                html`<button type="button" class="button small"
                                    aria-label=${say('enrolment.leave_of', { name: names.get(e.person) ?? '' })}
                                    onClick=${() => inset.open(String(e.id))}>${say('enrolment.leave')}</button>`
                            }</div>
                        ${
                            inset.at === String(e.id) &&
                            html`<${Inset} title=${say('enrolment.leave_of', { name: names.get(e.person) ?? '' })}>
                                <${EnrolmentForm} ...${props} places=${places} enrolment=${e}
                                    close=${inset.close} /></${Inset}>`
                        }
                    </article>`,
                )}`}</${Loaded}>
        </${Section}>`;
}
