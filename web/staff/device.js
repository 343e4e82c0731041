// @ts-check
/* What this browser keeps between two visits: the language and when the curtain falls. Nothing else is ever kept here,
 * and nothing of it says who works at it. */

const KEPT = 'besa-device';
const DEFAULTS = { language: 'sq', curtain: 5 };

/** Minutes without a hand on the computer until the curtain falls. */
export const CURTAIN_MINUTES = Object.freeze([1, 2, 5, 10, 15]);

/** @typedef {{ language: 'sq' | 'en', curtain: number }} Device */

/** @returns {Device} */
export function deviceRead() {
    try {
        const { language, curtain } = { ...DEFAULTS, ...JSON.parse(localStorage.getItem(KEPT) ?? '{}') };
        return {
            language: language === 'en' ? 'en' : 'sq',
            curtain: CURTAIN_MINUTES.includes(curtain) ? curtain : DEFAULTS.curtain,
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
