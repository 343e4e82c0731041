// @ts-check
/* What the device needs to decide alone: the issuer's keys and the status lists, fetched in the background. What does
 * not hold is not taken, and what was there before stays. */
/** @import { StatusList } from './card/status_list.js' */
/** @import { Bytes } from '../types/bytes' */
/** @import { Keys } from './card/cose.js' */
/** @import { Clock } from './clock.js' */
/** @import { Unreachable } from './server.js' */
/** @import { Store } from './store.js' */
import { importKeys, importStatusList, isAhead } from './card/offline.js';
import { Refused } from './card/refused.js';
import { ask, askBytes } from './server.js';

export class Knowledge {
    #store;
    #clock;
    /** @type {Keys} */
    #keys = new Map();
    /** @type {Map<string, StatusList>} */
    lists = new Map();
    /** A list was fetched whose signature does not hold. */
    refused = false;
    /** The browser lacks what reading a list needs. */
    unsupported = false;

    /** @param {Store} store @param {Clock} clock */
    constructor(store, clock) {
        this.#store = store;
        this.#clock = clock;
    }

    get keys() {
        return this.#keys;
    }

    /** When the newest list was signed, UTC seconds; 0: there is none. */
    get latest() {
        return Math.max(0, ...[...this.lists.values()].map((list) => list.iat));
    }

    /** Whether a list is held that was signed before that second and has not ended: then a clock that shows it is
     * believed. @param {number} now UTC seconds */
    current(now) {
        return [...this.lists.values()].some((list) => !isAhead(list, now) && now < list.exp);
    }

    /** What was stored is verified as strictly as what is fetched. */
    async load() {
        const kept = await this.#store.get('issuer');

        if (!kept) return;
        this.#keys = await importKeys(kept.keys);
        for (const [uri, bytes] of Object.entries((await this.#store.get('lists')) ?? {})) await this.#take(uri, bytes);
    }

    /** @throws {Unreachable} */
    async refresh() {
        const { status, json } = await ask('/api/v1/issuer', { clock: this.#clock });
        /** @type {Record<string, Bytes>} */
        const kept = { ...(await this.#store.get('lists')) };

        if (status !== 200 || !Array.isArray(json.keys) || !Array.isArray(json.status_lists)) return;
        const keys = await importKeys(json.keys);
        if (!keys.size) return; /* no register is without one */
        this.#keys = keys;
        this.refused = false;
        for (const uri of listsOf(json)) {
            const bytes = await askBytes(addressHere(uri));
            if (await this.#take(uri, bytes)) kept[uri] = bytes;
        }
        await this.#store.put('issuer', { keys: json.keys });
        await this.#store.put('lists', kept);
    }

    async forget() {
        this.#keys = new Map();
        this.lists.clear();
        await this.#store.put('issuer', undefined);
        await this.#store.put('lists', undefined);
    }

    /** @param {string} uri @param {Bytes} bytes @returns {Promise<boolean>} false: what was there stays */
    async #take(uri, bytes) {
        try {
            const list = await importStatusList(bytes, this.#keys, uri);
            const held = this.lists.get(uri);
            if (held && list.iat < held.iat && !isAhead(held, this.#clock.now())) return false;
            this.lists.set(uri, list);
            return true;
        } catch (failure) {
            if (failure instanceof Refused && failure.reason === 'unsupported') this.unsupported = true;
            else this.refused = true;
            return false;
        }
    }
}

const LIST = /\/status\/\d+(\/prolonged)?$/;

/** Those of cards that are no longer good, and those of cards that go on beyond their printed day, where the server has
 * such. @param {any} json @returns {string[]} */
function listsOf(json) {
    return [json.status_lists, json.prolonged_lists ?? []].flat().filter((uri) => LIST.test(uri));
}

/** A list is fetched from where this app came from, whatever address the cards name: nothing else may be asked.
 * @param {string} uri */
function addressHere(uri) {
    return /** @type {RegExpExecArray} */ (LIST.exec(uri))[0];
}
