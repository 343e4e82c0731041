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
/** @type {{ promise: Promise<void>, done: () => void } | null} */
let waiting = null;
const channel = 'BroadcastChannel' in window ? new BroadcastChannel(CHANNEL) : null;

const tell = () => listeners.forEach((listener) => listener());

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

    if (other) return location.reload(); /* somebody else has signed in: the page may hold what the one before typed */
    session = now;
    idle = Math.max(idle, now.seconds_until_idle * 1000);
    idleAt = Date.now() + now.seconds_until_idle * 1000;
    overAt = Date.now() + now.seconds_until_over * 1000;
    ended = false;
    waiting?.done();
    waiting = null;
    channel?.postMessage('used');
    tell();
}

/** The server answered somebody who is signed in. */
export function sessionSeen() {
    if (!session) return;
    idleAt = Math.max(idleAt, Date.now() + idle);
    channel?.postMessage('used');
}

/** It is over. Resolves once the same person has signed in again. @returns {Promise<void>} */
export function sessionEnded() {
    if (!waiting) {
        let done = () => {};
        /** @type {Promise<void>} */
        const promise = new Promise((resolve) => {
            done = resolve;
        });
        waiting = { promise, done };
    }
    ended = true;
    tell();
    return waiting.promise;
}

/** Signed out by hand: forget everything that this page holds. */
export function sessionLeave() {
    channel?.postMessage('left');
    deviceKeep({ signed_in: false });
    session = null;
    location.replace('/staff/');
}

channel?.addEventListener('message', ({ data }) => {
    if (data === 'left' && session) location.replace('/staff/');
    if (data !== 'used' || !session || ended) return;
    idleAt = Math.max(idleAt, Date.now() + idle);
});
