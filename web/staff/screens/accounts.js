// @ts-check
/* Accounts of the staff: who may sign in, as what, and whose password or lock needs a hand. Nobody is ever removed: the
 * log must be able to name them. */
/** @import { FormState } from '../parts/form.js' */
/** @import { Column } from '../parts/page.js' */
/** @import { Account, Role, Session } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { AccountNew as ACCOUNT } from '/vendor/limits.js';
import { html, useState } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { confirm } from '../parts/dialog.js';
import { SelectField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Icon } from '../parts/icons.js';
import { Inset, useInset } from '../parts/inset.js';
import { InstitutionField } from '../parts/institution.js';
import { Loaded, Notice, Page, ProblemNote, Table, Tag, useLoad } from '../parts/page.js';
import { setterName } from '../parts/password_given.js';
import { valuesGiven } from '../parts/path.js';
import { useRefusal } from '../parts/refusal.js';
import { get, patch, post } from '../server.js';
import { say } from '../texts.js';

const ROLES = ['coordinator', 'aid_officer', 'director', 'kindergarten', 'partner', 'auditor', 'administrator'];
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'; /* without those that are mistaken for one another when read aloud */

/** @typedef {{ name: string, password: string }} Handed a password, and whose it is */

const GROUPS = 7,
    GROUP = 4; /* letters; 28 of 31 kinds are 138 bits, where the standard asks 128 (ASVS 5.0, 6.4.1 and 11.5.1) */

/** Groups of four: somebody says it over the telephone once, and it is changed at the first sign-in. */
function passwordMake() {
    /* of 2^32 numbers so few lie above the last whole row of 31 that no letter comes more often to speak of */
    const drawn = [...crypto.getRandomValues(new Uint32Array(GROUPS * GROUP))].map((n) => LETTERS[n % LETTERS.length]);

    return Array.from({ length: GROUPS }, (_, i) => drawn.slice(i * GROUP, (i + 1) * GROUP).join('')).join('-');
}

/** @param {{ form: FormState, kindergartens: [string, string][] }} props */
function RoleFields({ form, kindergartens }) {
    return html`
        <${SelectField} form=${form} name="role" label=${say('accounts.role')} required=${say('accounts.role.needed')}
            none=${say('accounts.role.none')}
            options=${ROLES.map((role) => [role, say(`role.${role}`)])} />
        ${form.get('role') && html`<p class="hint">${say(`accounts.may.${form.get('role')}`)}</p>`}
        ${
            form.get('role') === 'kindergarten' &&
            html`<${SelectField} form=${form} name="organisation" label=${say('accounts.kindergarten')}
                required=${say('accounts.kindergarten.needed')}
                none=${say('accounts.kindergarten.none')} options=${kindergartens} />`
        }
        ${
            form.get('role') === 'partner' &&
            html`<${InstitutionField} form=${form} name="institution" label=${say('accounts.institution')}
                hint=${say('accounts.institution.hint')} most=${ACCOUNT.institution}
                required=${say('accounts.institution.needed')} />`
        }`;
}

/** A role as the server wants it: that of a kindergarten names one, that of a partner its institution.
 * @param {{ role: string, organisation: string, institution: string }} values */
const roleGiven = ({ role, organisation, institution }) => ({
    role: /** @type {Role} */ (role),
    ...(role === 'kindergarten' && { organisation: Number(organisation) }),
    ...(role === 'partner' && { institution }),
});

/** @param {{ done: (name: string, password: string) => unknown, close: () => void, kindergartens: [string, string][] }}
 * props */
function NewForm({ done, close, kindergartens }) {
    const [password] = useState(passwordMake);
    const form = useForm({
        initial: { full_name: '', name: '', role: '', organisation: '', institution: '' },
        send: (values, attempt) =>
            attempt.post('/api/v1/accounts', {
                ...valuesGiven({ full_name: values.full_name, name: values.name }),
                ...roleGiven(values),
                password,
            }),
        done: (account) => done(account.name, password),
        prefix: 'accounts',
    });

    return html`<${Form} form=${form} submit=${say('accounts.create')} cancel=${close} testid="account-form">
        <div class="fields">
            <${TextField} form=${form} name="full_name" label=${say('accounts.full_name')}
                most=${ACCOUNT.full_name} required=${say('accounts.full_name.needed')} />
            <${TextField} form=${form} name="name" label=${say('accounts.name')} hint=${say('accounts.name.hint')}
                most=${ACCOUNT.name} width="medium" required=${say('accounts.name.needed')} />
            <${RoleFields} form=${form} kindergartens=${kindergartens} />
        </div></${Form}>`;
}

/** @param {{ account: Account, done: () => unknown, close: () => void, kindergartens: [string, string][] }} props */
function RoleForm({ account, done, close, kindergartens }) {
    const form = useForm({
        initial: {
            role: account.role,
            organisation: String(account.organisation?.id ?? ''),
            institution: account.role === 'partner' ? (account.organisation?.name ?? '') : '',
        },
        send: (values, attempt) => attempt.patch(`/api/v1/accounts/${account.id}`, roleGiven(values)),
        done,
        prefix: 'accounts',
    });

    return html`<${Form} form=${form} submit=${say('accounts.role.save')} cancel=${close} testid="role-form">
        <${RoleFields} form=${form} kindergartens=${kindergartens} /></${Form}>`;
}

/** A new password, shown once and never again.
 * @param {{ given: Handed, close: () => void }} props */
function Given({ given, close }) {
    return html`<${Notice} kind="good" title=${say('accounts.given', { name: given.name })} testid="password-given">
        <p class="secret" data-testid="password">${given.password}</p>
        <p>${say('accounts.given.how')}</p>
        <button type="button" class="button small" onClick=${close}>${say('accounts.given.done')}</button></${Notice}>`;
}

/** @param {{ account: Account }} props */
function State({ account }) {
    return html`<${StateTag} account=${account} />
        ${
            account.given_at &&
            !account.given_seen_at &&
            html`<p class="hint" data-testid=${`given-${account.name}`}>${say('accounts.given_by', {
                by: setterName(String(account.given_by)),
                at: instantShown(account.given_at),
            })}</p>`
        }`;
}

/** @param {{ account: Account }} props */
function StateTag({ account }) {
    if (!account.active) return html`<${Tag} text=${say('accounts.state.stopped')} />`;
    if (account.locked_until)
        return html`<${Tag} kind="warning"
            text=${say('accounts.state.locked', { until: instantShown(account.locked_until) })} />`;
    return html`<${Tag} kind=${account.must_change ? 'info' : 'good'}
        text=${say(account.must_change ? 'accounts.state.first' : 'accounts.state.active')} />`;
}

/** What may be done with one account. @param {{ account: Account, own: boolean, act: (what: string, account: Account)
 * => void }} props */
function Acts({ account, own, act }) {
    const button = (
        /** @type {string} */ what,
    ) => html`<button type="button" class="button small" data-testid=${`${what}-${account.name}`}
        aria-label=${say(`accounts.${what}.of`, { name: account.full_name })}
        onClick=${() => act(what, account)}>${say(`accounts.${what}`)}</button>`;

    return html`<div class="row">
        ${account.active && account.locked_until && button('unlock')}
        ${account.active && button('renew')}
        ${account.active && !own && button('change')}
        ${!own && button(account.active ? 'stop' : 'start')}</div>`;
}

/** The writes behind the buttons. @param {{ reload: () => unknown, give: (given: Handed) => void }} how */
function useActs({ reload, give }) {
    const { problem, trying } = useRefusal();
    const run = async (/** @type {() => Promise<unknown>} */ write) => {
        await trying(write);
        await reload();
    };
    const sure = (/** @type {string} */ what, /** @type {Account} */ account) =>
        confirm({
            title: say(`accounts.${what}.of`, { name: account.full_name }),
            text: say(`accounts.${what}.text`),
            yes: say(`accounts.${what}.yes`),
            danger: what === 'stop',
        });
    const acts = {
        unlock: (/** @type {Account} */ a) =>
            run(() => post(`/api/v1/accounts/${a.id}/unlock`).then(() => toast(say('accounts.unlocked')))),
        start: (/** @type {Account} */ a) =>
            run(() => patch(`/api/v1/accounts/${a.id}`, { active: true }).then(() => toast(say('accounts.started')))),
        stop: async (/** @type {Account} */ a) =>
            (await sure('stop', a)) &&
            run(() => patch(`/api/v1/accounts/${a.id}`, { active: false }).then(() => toast(say('accounts.stopped')))),
        renew: async (/** @type {Account} */ a) => {
            const password = passwordMake();
            if (await sure('renew', a))
                await run(() =>
                    post(`/api/v1/accounts/${a.id}/password`, { password }).then(() =>
                        give({ name: a.name, password }),
                    ),
                );
        },
    };
    return { problem, acts };
}

/** @param {{ session: Session }} props */
export default function AccountsScreen({ session }) {
    const load = useLoad(
        async () => ({ ...(await get('/api/v1/accounts')), ...(await get('/api/v1/organisations')) }),
        [],
    );
    const [given, setGiven] = useState(/** @type {Handed | null} */ (null));
    const inset = useInset();
    const { problem, acts } = useActs({ reload: load.reload, give: setGiven });
    const act = (/** @type {string} */ what, /** @type {Account} */ account) =>
        what === 'change' ? inset.open(String(account.id)) : acts[/** @type {keyof acts} */ (what)](account);
    const saved = async () => {
        toast(say('accounts.role.saved'));
        await load.reload();
        inset.close();
    };
    const made = async (/** @type {string} */ name, /** @type {string} */ password) => {
        setGiven({ name, password });
        await load.reload();
        inset.close();
    };
    /** @type {Column<Account>[]} */
    const columns = [
        { key: 'full_name', label: say('accounts.full_name'), head: true },
        { key: 'name', label: say('accounts.name') },
        {
            key: 'role',
            label: say('accounts.role'),
            cell: (a) => [say(`role.${a.role}`), a.organisation?.name].filter(Boolean).join(' · '),
        },
        { key: 'state', label: say('accounts.state'), cell: (a) => html`<${State} account=${a} />` },
        {
            key: 'acts',
            label: say('accounts.acts'),
            cell: (a) => html`<${Acts} account=${a} own=${a.id === session.account.id} act=${act} />`,
        },
    ];

    return html`
        <${Page} title=${say('accounts.title')} lead=${say('accounts.lead')} testid="accounts-screen" wide
            actions=${html`<button type="button" class="button primary" data-testid="account-new"
                onClick=${() => inset.open('new')}><${Icon} name="plus" />${say('accounts.new')}</button>`}>
            ${given && html`<${Given} given=${given} close=${() => setGiven(null)} />`}
            ${problem && html`<${ProblemNote} problem=${problem} prefix="accounts" />`}
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { accounts, organisations }) => {
                const kindergartens = organisations
                    .filter((o) => o.kind === 'kindergarten' && o.active)
                    .map((o) => [String(o.id), o.name]);
                const one = accounts.find((a) => String(a.id) === inset.at);
                return html`
                    ${
                        inset.at === 'new' &&
                        html`<${Inset} level=${2} title=${say('accounts.new')}>
                            <${NewForm} done=${made} close=${inset.close} kindergartens=${kindergartens} /></${Inset}>`
                    }
                    ${
                        one &&
                        html`<${Inset} level=${2}
                            title=${say('accounts.change.of', { name: one.full_name })}>
                            <${RoleForm} key=${one.id} account=${one} done=${saved} close=${inset.close}
                                kindergartens=${kindergartens} /></${Inset}>`
                    }
                    <${Table} caption=${say('accounts.title')} quietCaption columns=${columns} rows=${accounts}
                        testid="accounts" />`;
            }}</${Loaded}>
        </${Page}>`;
}
