// @ts-check
/* How each protected person may be contacted without danger: only as they said themselves; until then, not at all. */
/** @import { CaseProps } from './case.js' */
/** @import { CasePerson, Contact } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { ContactChange as CONTACT } from '/vendor/limits.js';
import { html, useState } from '/vendor/preact.js';
import { dateOf, dateShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { RadioField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { nameOf } from '../parts/name.js';
import { Facts, Loaded, Notice, Section, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { phone } from '../money.js';
import { get } from '../server.js';
import { say } from '../texts.js';

const FIELDS = /** @type {const} */ (['channel', 'detail', 'hours', 'address']);
const CHANNELS = ['none', 'phone', 'sms', 'email', 'in_person'];

/** @param {Contact} contact */
const valuesOf = (contact) => Object.fromEntries(FIELDS.map((name) => [name, contact[name] ?? '']));

/** @param {CaseProps & { person: CasePerson, contact: Contact, close: () => void, saved: () => unknown }} props */
function ContactForm({ file, changed, person, contact, close, saved }) {
    const form = useForm({
        initial: valuesOf(contact),
        check: ({ channel, detail }) => ({
            detail: ['phone', 'sms', 'email'].includes(channel) && !detail.trim() ? say('contact.detail.needed') : '',
        }),
        send: (values, attempt) =>
            attempt.put(`/api/v1/cases/${file.id}/persons/${person.id}/contact`, {
                ...valuesGiven(values),
                version: file.version,
            }),
        done: async () => {
            toast(say('contact.saved'));
            await Promise.all([changed(), saved()]);
            close();
        },
        refresh: () => Promise.all([changed(), saved()]),
        now: () => valuesOf(contact),
        shown: (name, value) => (name === 'channel' ? say(`contact.channel.${value}`) : String(value)),
        prefix: 'contact',
    });
    const channel = form.get('channel');

    return html`<${Form} form=${form} submit=${say('contact.save')} cancel=${close} testid="contact-form">
        <${RadioField} form=${form} name="channel" label=${say('contact.channel', { name: person.first_name })}
            hint=${say('contact.channel.hint')} required=${say('contact.channel.needed')}
            options=${CHANNELS.map((c) => [c, say(`contact.channel.${c}`)])} />
        ${
            channel !== 'none' &&
            html`<div class="fields">
                <${TextField} form=${form} name="detail" label=${say(`contact.detail.${channel}`)}
                    most=${CONTACT.detail}
                    required=${channel !== 'in_person' && say('contact.detail.needed')} />
                <${TextField} form=${form} name="hours" label=${say('contact.hours')} hint=${say('contact.hours.hint')}
                    most=${CONTACT.hours} /></div>`
        }
        <${TextField} form=${form} name="address" label=${say('contact.address')} hint=${say('contact.address.hint')}
            most=${CONTACT.address} />
    </${Form}>`;
}

/** @param {{ person: { first_name: string }, contact: Contact }} props */
export function ContactShown({ person, contact }) {
    const [open, setOpen] = useState(false);
    const detail = ['phone', 'sms'].includes(contact.channel) ? phone(contact.detail) : contact.detail;

    if (contact.unsafe_since)
        return html`<${Notice} kind="danger" title=${say('contact.dont')}
            testid="contact-dont">
            <p>${say('contact.unsafe', {
                name: person.first_name,
                date: dateShown(dateOf(contact.unsafe_since)),
            })}</p></${Notice}>`;
    return html`
        ${
            contact.channel === 'none'
                ? html`<${Notice} kind="danger" title=${say('contact.dont')}
                    testid="contact-dont"><p>${say('contact.none', { name: person.first_name })}</p></${Notice}>`
                : html`<${Notice} kind="good" title=${say(`contact.only.${contact.channel}`)}
                    testid="contact-safe"><p>${[detail, contact.hours].filter(Boolean).join(' · ')}</p>
                    <p>${say('contact.only')}</p></${Notice}>`
        }
        ${
            contact.address &&
            html`<div class="row"><button type="button" class="button small" aria-expanded=${open}
                    onClick=${() => setOpen(!open)}>
                    ${say(open ? 'contact.address.hide' : 'contact.address.show')}</button>
                ${open && html`<${Facts} of=${[[say('contact.address'), contact.address]]} />`}</div>`
        }`;
}

/** @param {CaseProps} props */
export function ContactSection(props) {
    const { file } = props;
    const inset = useInset();
    const people = file.persons.filter((p) => p.role === 'protected');
    const load = useLoad(
        () => Promise.all(people.map((p) => get(`/api/v1/cases/${file.id}/persons/${p.id}/contact`))),
        [file.id, people.length],
    );

    return html`
        <${Section} title=${say('case.part.contact')} testid="part-contact">
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ contacts) =>
                people.map(
                    (person, i) =>
                        contacts[i] &&
                        html`
                            <article class="line" data-testid="contact">
                                <div class="line-head"><h3>${nameOf(person)}</h3>
                                    <button type="button" class="button small" data-testid="contact-change"
                                        aria-label=${say('contact.change_of', { name: nameOf(person) })}
                                        onClick=${() => inset.open(String(person.id))}>
                                        ${say('contact.change')}</button></div>
                                <${ContactShown} person=${person} contact=${contacts[i]} />
                                ${
                                    inset.at === String(person.id) &&
                                    html`<${Inset} title=${say('contact.change_of', { name: nameOf(person) })}>
                                        <${ContactForm} ...${props}
                                            person=${person} contact=${contacts[i]} close=${inset.close}
                                            saved=${load.reload} /></${Inset}>`
                                }
                            </article>`,
                )}</${Loaded}>
        </${Section}>`;
}
