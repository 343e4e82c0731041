// @ts-check
/* What stays on the device: its enrolment with the token, settings, the issuer's keys and the last status lists.
 * Nothing about any card.
 *
 * What protects the token: IndexedDB belongs to this origin, so no other site reads it; the Content-Security-Policy
 * runs no script but ours, so nothing injected reads it; it is in no cookie and no URL, so nothing sends it by itself.
 * A bearer token cannot be made non-extractable as a key can, and what a browser keeps lies in its profile on the
 * disk: another account of the device cannot read that, whoever holds the unlocked device can. Against that there is
 * only the device's own lock, and revoking it on the server, which works at the next question. */
/** @import { IssuerKey } from '../types/api' */
/** @import { Bytes } from '../types/bytes' */
/** @import { Device } from './desk.js' */
/** @import { Settings } from './settings_screen.js' */

const DATABASE = 'karta',
    KEPT = 'kept';

/**
 * @typedef {object} Kept
 * @property {Device} device
 * @property {string} stopped why it may check no more
 * @property {Settings} settings
 * @property {{ keys: IssuerKey[] }} issuer
 * @property {Record<string, Bytes>} lists as they were fetched, by address
 */

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

/** @returns {Promise<IDBDatabase>} */
async function databaseOpen() {
    const opening = indexedDB.open(DATABASE, 1);

    opening.onupgradeneeded = () => opening.result.createObjectStore(KEPT);
    return done(opening);
}

/** Falls back on memory where the browser keeps nothing (private windows, a full disk); `fails` says so. */
export class Store {
    /** @type {IDBDatabase | null} */
    #database = null;
    /** @type {Partial<Kept>} */
    #memory = {};
    fails = false;

    static async open() {
        const store = new Store();

        try {
            store.#database = await databaseOpen();
        } catch {
            store.fails = true;
        }
        return store;
    }

    /** What the device keeps, as it stands there now: another tab may have written it. Only what it would not keep
     * comes from memory.
     * @template {keyof Kept} K @param {K} key @returns {Promise<Kept[K] | undefined>} undefined: not there */
    async get(key) {
        if (key in this.#memory || !this.#database) return this.#memory[key];
        try {
            return await done(this.#database.transaction(KEPT).objectStore(KEPT).get(key));
        } catch {
            return undefined;
        }
    }

    /** @template {keyof Kept} K @param {K} key @param {Kept[K] | undefined} value undefined: forget it */
    async put(key, value) {
        try {
            if (!this.#database) throw new Error('no database');
            const transaction = this.#database.transaction(KEPT, 'readwrite', { durability: 'strict' });
            const written = new Promise((resolve, reject) => {
                transaction.oncomplete = resolve;
                transaction.onabort = transaction.onerror = () => reject(transaction.error);
            });
            if (value === undefined) transaction.objectStore(KEPT).delete(key);
            else transaction.objectStore(KEPT).put(value, key);
            await written;
            delete this.#memory[key];
            this.fails = Object.keys(this.#memory).length > 0;
        } catch {
            this.#memory[key] = value;
            this.fails = true;
        }
    }
}
