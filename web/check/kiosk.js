// @ts-check
/* A device that stands at a door by itself: full screen, awake, its settings behind a PIN, and settings that whoever
 * looks after many devices puts into the address they start with:
 *
 *     /check/#set&language=el&sound=off&vibration=on&dwell=6&kiosk=on&pin=2468
 *
 * The PIN keeps passers-by out of the settings and no more: whoever holds the unlocked device can clear what it keeps,
 * and then it is enrolled no more either. Enrolling anew takes the PIN away. */
/** @import { Settings } from './settings_screen.js' */
import { useEffect } from '/vendor/preact.js';
import { hex } from './card/cose.js';
import { LANGUAGES } from './languages.js';

/** @typedef {{ salt: string, hash: string }} Pin */

const ROUNDS = 200_000;
export const PIN = /^\d{4,8}$/;

/** @param {string} pin @param {string} salt */
async function hashOf(pin, salt) {
    const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits']);
    const how = { name: 'PBKDF2', hash: 'SHA-256', salt: new TextEncoder().encode(salt), iterations: ROUNDS };

    return hex(new Uint8Array(await crypto.subtle.deriveBits(how, key, 256)));
}

/** @param {string} pin @returns {Promise<Pin>} */
export async function pinMake(pin) {
    const salt = hex(crypto.getRandomValues(new Uint8Array(16)));

    return { salt, hash: await hashOf(pin, salt) };
}

/** @param {Pin} kept @param {string} pin */
export const pinFits = async (kept, pin) => PIN.test(pin) && (await hashOf(pin, kept.salt)) === kept.hash;

/** @type {Readonly<Record<string, boolean>>} */
const SWITCH = Object.freeze({ on: true, off: false });

/** What stands in the address, as far as it can be: anything else is passed over. @param {string} text
 * @returns {Partial<Settings>} */
function settingsRead(text) {
    const given = new URLSearchParams(text);
    const [language, dwell] = [given.get('language') ?? '', given.get('dwell') ?? ''];
    /** @type {Record<string, unknown>} */
    const read = {};

    if (Object.hasOwn(LANGUAGES, language)) read.language = language;
    if (['0', '3', '6'].includes(dwell)) read.dwell = Number(dwell);
    for (const name of ['sound', 'vibration', 'kiosk']) {
        const said = given.get(name) ?? '';
        if (Object.hasOwn(SWITCH, said)) read[name] = SWITCH[said];
    }
    return /** @type {Partial<Settings>} */ (read);
}

/** A device with a PIN takes settings only from an address that has it.
 * @param {Settings} now @param {string | null} text behind "#set&" @returns {Promise<Settings>} */
export async function managed(now, text) {
    const pin = new URLSearchParams(text ?? '').get('pin') ?? '';

    if (text === null || (now.pin && !(await pinFits(now.pin, pin)))) return now;
    const given = { ...now, ...settingsRead(text) };
    return PIN.test(pin) && !now.pin ? { ...given, pin: await pinMake(pin) } : given;
}

/** @param {boolean} on */
export function useKiosk(on) {
    useEffect(() => {
        if (!on) return;
        /** @type {Promise<WakeLockSentinel | null> | undefined} */
        let awake;
        const wake = () => {
            if (!document.hidden) awake = navigator.wakeLock?.request('screen').catch(() => null);
        };
        /* Browsers allow it only where somebody has just touched the screen. */
        const fill = () => {
            if (!document.fullscreenElement)
                document.documentElement.requestFullscreen?.({ navigationUI: 'hide' }).catch(() => {});
        };
        wake();
        window.addEventListener('click', fill);
        document.addEventListener('visibilitychange', wake);
        return () => {
            window.removeEventListener('click', fill);
            document.removeEventListener('visibilitychange', wake);
            void awake?.then((lock) => lock?.release());
            if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
        };
    }, [on]);
}
