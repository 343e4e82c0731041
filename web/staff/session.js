// @ts-check
/* Who is signed in, and until when. The server decides; this only counts along, so that somebody can be asked in time.
 * Windows of one browser share a session: they tell each other that it was used, or is over, and nothing else. */
/** @import { Session } from '../types/api' */
import { deviceKeep } from './device.js';

const CHANNEL = 'besa-session';

/** @type {Session | null} */
let session = null;
let idle = 0,
    idleAt = 0,
    overAt = 0; /* ms */
let ended = false;
/** @type {Set<() => void>} */
const listeners = new Set();
/** What forgets what a module has kept. @type {Set<() => void>} */
const forgetters = new Set();
let empty = () => document.body.replaceChildren();
const channel = 'BroadcastChannel' in window ? new BroadcastChannel(CHANNEL) : null;

const tell = () => listeners.forEach((listener) => listener());

/** For a module that keeps something of a person: called when the session is over, and when somebody else has come.
 * @param {() => void} forget */
export const sessionForget = (forget) => void forgetters.add(forget);

/** How the page is taken away, whole. @param {() => void} way */
export const sessionEmptyBy = (way) => void (empty = way);

/** Nothing of anybody stands on the page any more, nor in what it keeps. */
export function sessionEmpty() {
    forgetters.forEach((forget) => forget());
    empty();
}

/** @param {() => void} listener @returns {() => void} */
export function sessionListen(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

/** @returns {Session | null} null: nobody has signed in since the page was opened */
export const sessionNow = () => session;

/** Whether the session has ended while the page is still open. After signing in again the work goes on. */
export const sessionOver = () => ended;

/** Seconds until it ends unless something is asked of the server. */
export function sessionLeft() {
    return Math.max(0, Math.round((Math.min(idleAt, overAt) - Date.now()) / 1000));
}

/** Whether a request now would make it last longer. */
export const sessionCanStay = () => overAt > idleAt;

/** Whether this role may. @param {string[] | undefined} roles undefined: everybody */
export const sessionMay = (roles) => !roles || Boolean(session?.roles.some((role) => roles.includes(role)));

/** @param {Session} now as the server answered it */
export function sessionTake(now) {
    const other = session && session.account.id !== now.account.id;

    if (other) return strangerCame();
    session = now;
    idle = Math.max(idle, now.seconds_until_idle * 1000);
    idleAt = Date.now() + now.seconds_until_idle * 1000;
    overAt = Date.now() + now.seconds_until_over * 1000;
    ended = false;
    channel?.postMessage('used');
    channel?.postMessage(now.account.id);
    tell();
}

/** Somebody else has signed in, here or in another window: the browser's cookie is hers now, and this page may hold
 * what the one before saw and typed. */
function strangerCame() {
    sessionEmpty();
    location.reload();
}

/** The server answered somebody who is signed in. */
export function sessionSeen() {
    if (!session) return;
    idleAt = Math.max(idleAt, Date.now() + idle);
    channel?.postMessage('used');
}

/** It is over. The screens are taken away (app.js), and what came from the server is forgotten; what she was typing is
 * kept for her (parts/pocket.js). */
export function sessionEnded() {
    if (!session || ended) return;
    ended = true;
    tell();
    forgetters.forEach((forget) => forget());
}

/** Signed out by hand: forget everything that this page holds. */
export function sessionLeave() {
    channel?.postMessage('left');
    left();
}

function left() {
    deviceKeep({ signed_in: false });
    session = null;
    sessionEmpty();
    location.replace('/staff/');
}

/* 'used', 'left', or the number of the account that has signed in. */
channel?.addEventListener('message', ({ data }) => {
    if (!session) return;
    if (data === 'left') left();
    else if (typeof data === 'number' && data !== session.account.id) strangerCame();
    else if (typeof data === 'number' && ended) location.reload(); /* she has come back in another window */
    else if (data === 'used' && !ended) idleAt = Math.max(idleAt, Date.now() + idle);
});
