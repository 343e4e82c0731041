// @ts-check
/* What this browser keeps between two visits: the language, when the curtain falls, and whether somebody has signed in
 * and not out again, so that what they will need is fetched beside the session and not after it, and whether the day
 * shows the tasks of all. Nothing else is ever kept here, and nothing of it says who works at it. */

const KEPT = 'besa-device';
const DEFAULTS = { language: 'sq', curtain: 5, signed_in: false, mine: false };

/** Minutes without a hand on the computer until the curtain falls. */
export const CURTAIN_MINUTES = Object.freeze([1, 2, 5, 10, 15]);

/** @typedef {{ language: 'sq' | 'en', curtain: number, signed_in: boolean, mine: boolean }} Device */

/** @returns {Device} */
export function deviceRead() {
    try {
        const { language, curtain, signed_in, mine } = {
            ...DEFAULTS,
            ...JSON.parse(localStorage.getItem(KEPT) ?? '{}'),
        };
        return {
            language: language === 'en' ? 'en' : 'sq',
            curtain: CURTAIN_MINUTES.includes(curtain) ? curtain : DEFAULTS.curtain,
            signed_in: signed_in === true,
            mine: mine === true,
        };
    } catch {
        return /** @type {Device} */ ({ ...DEFAULTS });
    }
}

/** @param {Partial<Device>} change */
export function deviceKeep(change) {
    try {
        localStorage.setItem(KEPT, JSON.stringify({ ...deviceRead(), ...change }));
    } catch {
        /* a private window keeps nothing: then it is for this visit */
    }
}
