// @ts-check
/* What is taken along to a visit where there may be no network: what the register told, and what is written there until
 * it can be sent. In the memory of this page alone, encrypted, and in the open only while it is shown: when the curtain
 * falls, the page is out of sight or the session is over, its key is dropped, and only the code that was chosen when it
 * was taken makes that key again. It is gone for good when it is closed, when its screen is left, after 12 hours, or
 * after ten wrong codes.
 *
 * The key is of the code (PBKDF2, so that a guess costs time) and of a secret that this page made and cannot tell
 * either (HMAC): so the code can be short enough to be typed at a door, and guessing it takes this very page, which
 * allows ten. Why not the curtain alone, which any key lifts: a telephone is taken out of a hand more easily than a
 * desk. Why not the password: nobody can ask the server for it, and the session may be over. */
/** @import { Bytes } from '../types/bytes' */
import { curtainListen } from './curtain.js';
import { sessionForget, sessionNow, sessionOver } from './session.js';

const KEPT = 12 * 60 * 60 * 1000; /* ms */
const LOOK = 5000;
const TRIES = 10;
const ROUNDS = 600_000;
const CODE = /^\d{6,12}$/;

/** @typedef {'time' | 'tries'} Why it is gone */
/** @typedef {{ iv: Bytes, bytes: ArrayBuffer }} Sealed */
/** @typedef {{ visit: string, why: Why, unsent: boolean }} Gone */

/** Where the page came by plain HTTP a browser encrypts nothing. */
export const packCan = () => Boolean(globalThis.crypto?.subtle);

/** '' where it can be a code. @param {string} code @returns {'' | 'bad' | 'simple'} */
export function codeFault(code) {
    if (!CODE.test(code)) return 'bad';
    const steps = new Set([...code].slice(1).map((digit, i) => (Number(digit) - Number(code[i]) + 10) % 10));

    return steps.size === 1 ? 'simple' : ''; /* 111111, 123456, 987654 */
}

/** How long it has been, by the greater step of two clocks: one stands still while a telephone sleeps, the other can be
 * set. Set back, it takes nothing back. */
class Elapsed {
    #wall = Date.now();
    #steady = performance.now();
    #sum = 0;

    /** @returns {number} ms */
    look() {
        const wall = Date.now(),
            steady = performance.now();

        this.#sum += Math.max(wall - this.#wall, steady - this.#steady, 0);
        this.#wall = wall;
        this.#steady = steady;
        return this.#sum;
    }
}

const octets = (/** @type {string} */ text) => new TextEncoder().encode(text);
const random = (/** @type {number} */ count) => crypto.getRandomValues(new Uint8Array(count));

/** @param {CryptoKey} key @param {string} part which of the two it is, so that neither stands for the other
 * @param {unknown} value @returns {Promise<Sealed>} */
async function seal(key, part, value) {
    const iv = random(12);
    const how = { name: 'AES-GCM', iv, additionalData: octets(part) };

    return { iv, bytes: await crypto.subtle.encrypt(how, key, octets(JSON.stringify(value))) };
}

/** @param {CryptoKey} key @param {string} part @param {Sealed} sealed @returns {Promise<any>} rejects where the key is
 * another */
async function unseal(key, part, { iv, bytes }) {
    const how = { name: 'AES-GCM', iv, additionalData: octets(part) };

    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, bytes)));
}

/** @template Told, Written */
export class VisitPack {
    /** @type {CryptoKey | null} null: it is shut */
    #key = null;
    #salt = random(16);
    /** @type {CryptoKey | null} */
    #secret = null;
    /** @type {Sealed | null} */
    #told = null;
    /** @type {Sealed | null} */
    #written = null;
    /** What is being sealed, in turn. */
    #line = Promise.resolve();
    #elapsed = new Elapsed();
    #timer = setInterval(() => this.left(), LOOK);
    /** @type {Set<() => void>} */
    #listeners = new Set();
    /** Something is in it that the register does not have. */
    unsent = false;
    tries = TRIES;

    /** @param {string} visit @param {number} account */
    constructor(visit, account) {
        this.visit = visit;
        this.account = account;
        this.place = location.hash;
    }

    /** @template Told, Written
     * @param {string} visit @param {string} code @param {Told} told @param {Written} written
     * @returns {Promise<VisitPack<Told, Written>>} */
    static async make(visit, code, told, written) {
        const pack = new VisitPack(visit, sessionNow()?.account.id ?? 0);
        const hmac = { name: 'HMAC', hash: 'SHA-256' };

        pack.#secret = /** @type {CryptoKey} */ (await crypto.subtle.generateKey(hmac, false, ['sign']));
        const key = await pack.#keyOf(code);
        pack.#told = await seal(key, 'told', told);
        pack.#written = await seal(key, 'written', written);
        pack.#key = key;
        return pack;
    }

    /** @param {string} code @returns {Promise<CryptoKey>} which leaves this page in no way */
    async #keyOf(code) {
        const typed = await crypto.subtle.importKey('raw', octets(code), 'PBKDF2', false, ['deriveBits']);
        const how = { name: 'PBKDF2', hash: 'SHA-256', salt: this.#salt, iterations: ROUNDS };
        const slow = await crypto.subtle.deriveBits(how, typed, 256);
        const raw = await crypto.subtle.sign('HMAC', /** @type {CryptoKey} */ (this.#secret), slow);

        return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
    }

    get open() {
        return Boolean(this.#key);
    }

    /** Codes that were none since it was last open. */
    get wrong() {
        return TRIES - this.tries;
    }

    get gone() {
        return !this.#told;
    }

    #tell() {
        this.#listeners.forEach((listener) => listener());
    }

    /** @param {() => void} listener called when it is shut, opened or gone @returns {() => void} ends it */
    listen(listener) {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    }

    /** @returns {number} ms; where none are left it is gone */
    left() {
        const left = KEPT - this.#elapsed.look();

        if (left <= 0 && !this.gone) packWipe(this, 'time');
        return Math.max(0, left);
    }

    /** @returns {Promise<Told | null>} null: it is shut */
    async told() {
        const key = this.#key;
        return key && this.#told ? unseal(key, 'told', this.#told) : null;
    }

    /** @returns {Promise<Written | null>} null: it is shut */
    async written() {
        const key = this.#key;
        await this.#line;
        return key && this.#written ? unseal(key, 'written', this.#written) : null;
    }

    /** In place of what was written before. What comes when it is shut already is not kept.
     * @param {Written} written @param {boolean} unsent @returns {Promise<void>} */
    write(written, unsent) {
        const key = this.#key;

        if (!key) return this.#line;
        this.unsent = unsent;
        this.#line = this.#line.then(async () => {
            const sealed = await seal(key, 'written', written);
            if (!this.gone) this.#written = sealed;
        });
        return this.#line;
    }

    shut() {
        if (!this.#key) return;
        this.#key = null;
        this.#tell();
    }

    /** @param {string} code @returns {Promise<boolean>} false: it is another; after the last try all is gone */
    async unlock(code) {
        if (!this.left() || !this.#told) return false;
        const key = await this.#keyOf(code);
        const fits = await unseal(key, 'told', this.#told).then(
            () => true,
            () => false,
        );

        if (this.gone) return false;
        if (fits) {
            this.tries = TRIES;
            this.#key = key;
            this.#tell();
        } else if (!--this.tries) packWipe(this, 'tries');
        return fits;
    }

    /** For good: without key and secret not even what memory still holds can be read. */
    wipe() {
        clearInterval(this.#timer);
        this.#key = this.#secret = this.#told = this.#written = null;
        this.unsent = false;
        this.#tell();
    }
}

/** One at a time. @type {VisitPack<any, any> | null} */
let held = null;
/** How the last one went that was not closed by hand. @type {Gone | null} */
let gone = null;
/** Whether its screen is there. */
let shown = false;

const leaving = (/** @type {BeforeUnloadEvent} */ event) => held && event.preventDefault();
const hidden = () => document.visibilityState === 'hidden' && held?.shut();
/** With its screen away, which is so behind the end of a session alone, another address leaves it for good. */
const elsewhere = () => !shown && held && location.hash !== held.place && packWipe(held);

window.addEventListener('beforeunload', leaving);
window.addEventListener('hashchange', elsewhere);
document.addEventListener('visibilitychange', hidden);
curtainListen((down) => down && held?.shut());
/* What others keep is forgotten when a session is over; this waits, shut, for whoever comes back to it. */
sessionForget(() => (sessionOver() && sessionNow() ? held?.shut() : held && packWipe(held)));

/** @param {string} visit its record @returns {VisitPack<any, any> | null} */
export const packHeld = (visit) => (held?.visit === visit && held.account === sessionNow()?.account.id ? held : null);

/** @param {string} visit @returns {Gone | null} */
export const packGone = (visit) => (gone?.visit === visit ? gone : null);

/** @template Told, Written
 * @param {string} visit @param {string} code @param {Told} told @param {Written} written */
export async function packTake(visit, code, told, written) {
    const pack = await VisitPack.make(visit, code, told, written);

    if (held) packWipe(held);
    gone = null;
    held = pack;
}

/** @param {VisitPack<any, any>} pack @param {Why} [why] without: by hand */
export function packWipe(pack, why) {
    if (why) gone = { visit: pack.visit, why, unsent: pack.unsent };
    if (held === pack) held = null;
    pack.wipe();
}

/** While its screen is there. @param {string} visit @returns {() => void} it is left: what it held is gone, but where
 * the session is over and somebody may come back */
export function packShown(visit) {
    shown = true;
    return () => {
        shown = false;
        const pack = packHeld(visit);
        if (pack && sessionOver()) pack.shut();
        else if (pack) packWipe(pack);
    };
}
