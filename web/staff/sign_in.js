// @ts-check
/* Signing in: as the first page, or over the page of somebody whose session has ended; and choosing a password of one's
 * own after somebody else has set it. */
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { confirmationBy } from './confirmation.js';
import { timeShown } from './dates.js';
import { Dialog, confirm } from './parts/dialog.js';
import { Form, useForm } from './parts/form.js';
import { PasswordField, TextField } from './parts/field.js';
import { Notice } from './parts/page.js';
import { Problem, get, post, remove } from './server.js';
import { sessionLeave, sessionNow, sessionTake } from './session.js';
import { say } from './texts.js';

const PASSWORD_LEAST = 12;

/** The time of day until which the account is locked: clearer than a number of minutes. @param {Problem} problem */
const until = (problem) => timeShown(Date.now() + (problem.wait || 900) * 1000);

/** @param {{ account?: string }} props account: who is to sign in again */
export function SignInForm({ account }) {
    const [locked, setLocked] = useState('');
    const form = useForm({
        initial: { account: account ?? '', password: '' },
        send: async (values) => {
            try {
                return await post(
                    '/api/v1/session',
                    { account: values.account.trim(), password: values.password },
                    { guest: true },
                );
            } catch (failure) {
                setLocked(
                    failure instanceof Problem && ['account_locked', 'too_many_attempts'].includes(failure.code)
                        ? say(`sign_in.${failure.code}`, { time: until(failure) })
                        : '',
                );
                throw failure;
            }
        },
        done: (session) => {
            form.replace({ ...form.values, password: '' });
            sessionTake(session);
        },
        kept: true,
        secret: true,
        prefix: 'sign_in',
    });

    return html`
        ${
            locked &&
            html`<${Notice} kind="warning" title=${say('sign_in.locked')}
                testid="locked"><p>${locked}</p></${Notice}>`
        }
        <${Form} form=${form} submit=${say('sign_in.send')} testid="sign-in">
            <${TextField} form=${form} name="account" label=${say('sign_in.account')}
                required=${say('sign_in.account.needed')} autocomplete="username" />
            <${PasswordField} form=${form} name="password" label=${say('sign_in.password')}
                required=${say('sign_in.password.needed')} />
        </${Form}>
        <p class="hint">${say('sign_in.forgot')}</p>`;
}

/** The first page. */
export function SignInScreen() {
    return html`
        <main class="entry" id="main" tabindex="-1" data-testid="sign-in-screen">
            <div class="entry-box">
                <img class="entry-mark" src="/staff/mark.svg" alt="" width="56" height="56" />
                <h1 id="title" tabindex="-1">${say('sign_in.title')}</h1>
                <p class="lead">${say('sign_in.lead')}</p>
                <${SignInForm} />
            </div>
        </main>`;
}

/** Over the page, which is empty by then; afterwards she is where she was. @param {{ open: boolean }} props */
export function SignInAgain({ open }) {
    const place = useRef(/** @type {HTMLDialogElement | null} */ (null));
    const session = sessionNow();

    useEffect(() => {
        if (open && !place.current?.open) place.current?.showModal();
        else if (!open) place.current?.close();
    }, [open]);
    return html`<dialog ref=${place} class="again" aria-labelledby="again-title" data-testid="sign-in-again"
        onCancel=${(/** @type {Event} */ e) => e.preventDefault()}>
        ${
            open &&
            html`<h2 id="again-title">${say('sign_in.again')}</h2>
                <p>${say('sign_in.again.emptied')}</p>
                <${SignInForm} account=${session?.account.name} />
                <button type="button" class="button quiet small"
                onClick=${sessionLeave}>${say('sign_in.again.leave')}</button>`
        }
    </dialog>`;
}

/** @param {{ done: () => void, first?: boolean }} props first: until it is done the rest is refused */
export function PasswordForm({ done, first }) {
    const form = useForm({
        initial: { current: '', password: '', again: '' },
        check: ({ password, again }) => ({
            password: [...password].length < PASSWORD_LEAST ? say('password.short', { least: PASSWORD_LEAST }) : '',
            again: again !== password ? say('password.differs') : '',
        }),
        send: ({ current, password }) => post('/api/v1/session/password', { current, password }),
        done: () => {
            form.replace({ current: '', password: '', again: '' }, true);
            done();
        },
        secret: true,
        prefix: 'password',
    });

    return html`<${Form} form=${form} submit=${say('password.save')} testid="password">
        <input type="text" hidden autocomplete="username" value=${sessionNow()?.account.name} />
        <${PasswordField} form=${form} name="current" label=${say(first ? 'password.given' : 'password.current')}
            required=${say('password.current.needed')} />
        <${PasswordField} form=${form} name="password" label=${say('password.new')}
            hint=${say('password.hint', { least: PASSWORD_LEAST })} autocomplete="new-password"
            required=${say('password.new.needed')} />
        <${PasswordField} form=${form} name="again" label=${say('password.again')} autocomplete="new-password"
            required=${say('password.again.needed')} />
    </${Form}>`;
}

/** Until the password is changed nothing else works. */
export function FirstPasswordScreen() {
    const done = async () => sessionTake(await get('/api/v1/session'));

    return html`<main class="entry" id="main" tabindex="-1" data-testid="first-password-screen"><div class="entry-box">
            <h1 id="title" tabindex="-1">${say('password.first')}</h1>
            <p class="lead">${say('password.first.why')}</p>
            <${PasswordForm} done=${done} first />
            <button type="button" class="button quiet small" onClick=${signOut}>${say('sign_out')}</button>
        </div></main>`;
}

/** Leaves only when it is sure that nobody is signed in any more: who goes away from a desk must know. */
export async function signOut() {
    while (!(await signedOut()))
        if (
            !(await confirm({
                title: say('sign_out.failed'),
                text: say('sign_out.failed.text'),
                yes: say('again'),
                no: say('sign_out.failed.stay'),
            }))
        )
            return;
    sessionLeave();
}

/** @returns {Promise<boolean>} */
const signedOut = () =>
    remove('/api/v1/session', { guest: true }).then(
        () => true,
        (failure) => failure instanceof Problem && failure.status === 401,
    );

/** Stands once in the app; asks the password again where the server wants it. */
export function Confirmation() {
    const [asked, setAsked] = useState(/** @type {{ done: (given: boolean) => void } | null} */ (null));
    const latest = useRef(asked);
    latest.current = asked;
    const answer = (/** @type {boolean} */ given) => {
        latest.current?.done(given);
        setAsked(null);
    };

    useEffect(() => {
        confirmationBy(() => new Promise((done) => setAsked({ done })));
        return () => {
            confirmationBy(null);
            latest.current?.done(false);
        };
    }, []);
    return html`<${Dialog} open=${Boolean(asked)} title=${say('confirm.title')} onClose=${() => answer(false)}
        testid="confirmation">
        <p>${say('confirm.why')}</p>
        <${ConfirmationForm} done=${() => answer(true)} cancel=${() => answer(false)} /></${Dialog}>`;
}

/** A second factor will be asked here, too. @param {{ done: () => void, cancel: () => void }} props */
function ConfirmationForm({ done, cancel }) {
    const form = useForm({
        initial: { password: '' },
        send: ({ password }) => post('/api/v1/session/confirm', { password }),
        done,
        kept: true,
        secret: true,
        prefix: 'confirm',
    });

    return html`<${Form} form=${form} submit=${say('confirm.send')} cancel=${cancel} testid="confirmation-form">
        <input type="text" hidden autocomplete="username" value=${sessionNow()?.account.name} />
        <${PasswordField} form=${form} name="password" label=${say('sign_in.password')}
            required=${say('sign_in.password.needed')} />
    </${Form}>`;
}
