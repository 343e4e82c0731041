// @ts-check
/* The password asked once more, before something that whoever finds an open desk must not do. The server says where
 * (not_confirmed); several requests at once are one question. */

/** @type {(() => Promise<boolean>) | null} */
let host = null;
/** @type {Promise<boolean> | null} */
let asking = null;

/** Who asks, as long as there is somebody; null: nobody does. @param {(() => Promise<boolean>) | null} ask */
export const confirmationBy = (ask) => void (host = ask);

/** @returns {Promise<boolean>} whether it was given */
export function confirmationAsk() {
    asking ??= (host?.() ?? Promise.resolve(false)).finally(() => {
        asking = null;
    });
    return asking;
}
