// @ts-check
/* What stays on the device: its enrolment with the token, settings, the issuer's keys and the last status lists; at a
 * fee desk the kinds of certificates, and notes that are still to be sent: kind, day and a random key. Nothing about
 * any card.
 *
 * What protects the token: IndexedDB belongs to this origin, so no other site reads it; the Content-Security-Policy
 * runs no script but ours, so nothing injected reads it; it is in no cookie and no URL, so nothing sends it by itself.
 * A bearer token cannot be made non-extractable as a key can, and what a browser keeps lies in its profile on the
 * disk: another account of the device cannot read that, whoever holds the unlocked device can. Against that there is
 * only the device's own lock, and revoking it on the server, which works at the next question. */
/** @import { IssuerKey } from '../types/api' */
/** @import { Bytes } from '../types/bytes' */
/** @import { Device, Kind } from './desk.js' */
/** @import { Note } from './kept_notes.js' */
/** @import { Settings } from './settings_screen.js' */

const DATABASE = 'karta',
    KEPT = 'kept',
    NOTE = 'note:';

/**
 * @typedef {object} Kept
 * @property {Device} device
 * @property {string} stopped why it may check no more
 * @property {Settings} settings
 * @property {{ keys: IssuerKey[] }} issuer
 * @property {Record<string, Bytes>} lists as they were fetched, by address
 * @property {Kind[]} kinds of certificates
 */

/** @param {Note} note */
const placeOf = ({ key, kind }) => `${NOTE}${key} ${kind}`;

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

    /** What is still to be sent, or was refused. Each has a place of its own, so that no tab writes over another's.
     * @returns {Promise<Note[]>} */
    async notes() {
        try {
            if (!this.#database) return [];
            const kept = this.#database.transaction(KEPT).objectStore(KEPT);
            return await done(kept.getAll(IDBKeyRange.bound(NOTE, `${NOTE}\uffff`)));
        } catch {
            return [];
        }
    }

    /** @param {Note} note @returns {Promise<boolean>} false: the device does not keep it, and it goes on paper */
    async noteKeep(note) {
        return this.#noteWrite((kept) => kept.put(note, placeOf(note)));
    }

    /** Where that note stands as it did when it was sent, what came of it takes its place: nothing, or the same with an
     * outcome. One that was taken back meanwhile stays, and is sent as that.
     * @param {Note} note @param {Note | null} instead */
    async noteSettle(note, instead) {
        await this.#noteWrite((kept) => {
            const stands = kept.get(placeOf(note));
            stands.onsuccess = () => {
                const now = /** @type {Note | undefined} */ (stands.result);
                if (!now || now.undone !== note.undone) return;
                if (instead) kept.put(instead, placeOf(note));
                else kept.delete(placeOf(note));
            };
        });
    }

    /** @param {(kept: IDBObjectStore) => void} write @returns {Promise<boolean>} */
    async #noteWrite(write) {
        try {
            if (!this.#database) return false;
            const transaction = this.#database.transaction(KEPT, 'readwrite', { durability: 'strict' });
            const written = new Promise((resolve, reject) => {
                transaction.oncomplete = resolve;
                transaction.onabort = transaction.onerror = () => reject(transaction.error);
            });
            write(transaction.objectStore(KEPT));
            await written;
            return true;
        } catch {
            return false;
        }
    }
}
