// @ts-check
/* The checker itself, without its screens: who it is, what it knows, and the answer to a code. The server is asked
 * first; where it does not answer in time the device decides alone. There is no mode to choose. */
/** @import { Child, DeskKinds, DeviceToken } from '../types/api' */
/** @import { Store } from './store.js' */
import { Clock } from './clock.js';
import { readCode } from './code.js';
import { decideOffline } from './card/offline.js';
import { Knowledge } from './knowledge.js';
import { Recent } from './recent.js';
import { CHECK_PATIENCE, Unreachable, ask } from './server.js';

const ENDED = 'device_ended';
const REFRESH = 5 * 60 * 1000; /* ms */

/** @typedef {DeskKinds['kinds'][number]} Kind of certificate */
/** @typedef {'ok' | 'not_free' | 'unknown_kind' | 'too_many' | 'offline'} Noted */
/** @typedef {{ token: string, name: string, organisation: string, service: string, municipality: string }} Device */
/**
 * @typedef {object} Verdict
 * @property {'valid' | 'invalid' | 'ask'} verdict
 * @property {string} reason as the check answers it, or one of our own where nothing could be decided: other_code,
 *      clock, number_offline, too_many_numbers
 * @property {string | null} until "2026-10-25"
 * @property {string} hint
 * @property {boolean} online who decided: the server, or this device
 * @property {number | null} listIat of the list that was looked at, UTC seconds
 * @property {number | null} ago ms since this device asked about the same code
 */

/** @param {'ask'} verdict @param {string} reason @param {boolean} online @returns {Verdict} */
const undecided = (verdict, reason, online) => ({
    verdict,
    reason,
    until: null,
    hint: '',
    online,
    listIat: null,
    ago: null,
});

/** A key by which the server recognises a second tap on the same button; it tells nothing else. */
function keyDrawn() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export class Desk {
    /** @type {Store} */
    #store;
    #recent = new Recent();
    #refreshed = -Infinity;
    clock = new Clock();
    /** @type {Device | null} */
    device = null;
    /** Why the device may no longer check: 'device_revoked', 'device_ended', or the code of another refusal.
     * @type {string | null} */
    stopped = null;
    /** Whether the last request was answered; null: none yet. @type {boolean | null} */
    connected = null;
    /** @type {Child[] | null} */
    children = null;
    /** What a fee desk can note; null: not asked yet, or none. @type {Kind[] | null} */
    kinds = null;
    /** The valid card that a fee desk has on its screen, until the next one. It is never stored.
     * @type {{ text: string, key: string } | null} */
    #shown = null;
    /** Called after each change that a screen may show. */
    onchange = () => {};

    /** @param {Store} store */
    constructor(store) {
        this.#store = store;
        this.knowledge = new Knowledge(store, this.clock);
    }

    get keepsNothing() {
        return this.#store.fails;
    }

    async load() {
        this.device = (await this.#store.get('device')) ?? null;
        this.stopped = (await this.#store.get('stopped')) ?? null;
        if (this.device) await this.knowledge.load();
    }

    /**
     * @param {string} secret
     * @returns {Promise<'ok' | 'refused' | 'too_many' | 'unreachable'>}
     */
    async enrol(secret) {
        try {
            const { status, json } = await ask('/api/v1/devices/enrol', { body: { enrol: secret }, clock: this.clock });
            this.connected = true;
            if (status === 429) return 'too_many';
            if (status !== 201) return 'refused';
            await this.#become(json);
        } catch (failure) {
            this.#lost(failure);
            return 'unreachable';
        }
        void this.refresh(true);
        return 'ok';
    }

    /** @param {DeviceToken} json */
    async #become({ token, name, organisation, service, municipality }) {
        this.device = { token, name, organisation: organisation.name, service, municipality };
        this.stopped = null;
        this.children = null;
        await this.#store.put('device', this.device);
        await this.#store.put('stopped', undefined);
        void navigator.storage?.persist?.().catch(() => {});
        this.onchange();
    }

    /** Keys, lists and the device's own name; every five minutes, or at once. */
    async refresh(now = false) {
        if (!this.device || (!now && performance.now() - this.#refreshed < REFRESH)) return;
        this.#refreshed = performance.now();
        try {
            await this.#refreshOwn();
            if (this.device) await this.knowledge.refresh();
        } catch (failure) {
            this.#lost(failure);
            this.#refreshed = -Infinity;
        }
        this.onchange();
    }

    async #refreshOwn() {
        const { status, json, code } = await ask('/api/v1/devices/own', {
            token: this.device?.token,
            clock: this.clock,
        });

        this.connected = true;
        if (status === 401) return this.#stop(code);
        if (status !== 200 || !this.device) return;
        if (this.stopped) await this.#goOn();
        this.device = {
            ...this.device,
            name: json.name,
            organisation: json.organisation.name,
            municipality: json.municipality,
        };
        this.children = json.children ?? null;
        await this.#store.put('device', this.device);
        if (this.device.service === 'documents') await this.#refreshKinds();
    }

    async #refreshKinds() {
        const { status, json } = await ask('/api/v1/check/certificate-kinds', {
            token: this.device?.token,
            clock: this.clock,
        });

        if (status === 200) this.kinds = json.kinds;
    }

    /** @param {string} why The token is worth nothing any more, and what was fetched with it goes with it. One that
     * has only ended stays: a rule or the server's clock may be put right. */
    async #stop(why) {
        if (why === ENDED) {
            this.stopped = why;
            this.#shown = null;
            await this.#store.put('stopped', why);
            return this.onchange();
        }
        this.stopped = why;
        this.device = null;
        this.children = null;
        this.#shown = null;
        await this.#store.put('device', undefined);
        await this.#store.put('stopped', why);
        await this.knowledge.forget();
        this.onchange();
    }

    async #goOn() {
        this.stopped = null;
        await this.#store.put('stopped', undefined);
    }

    /** @param {unknown} failure */
    #lost(failure) {
        if (!(failure instanceof Unreachable)) throw failure;
        this.connected = false;
        this.onchange();
    }

    /**
     * @param {string} raw what was scanned, or typed
     * @returns {Promise<Verdict | { enrol: string } | null>} null: the same code, still in sight, or the device was
     * stopped
     */
    async check(raw) {
        const code = readCode(raw);

        if (code.kind === 'enrol') return { enrol: code.secret };
        const { same, ago } = this.#recent.sight(
            code.kind === 'other' ? raw.slice(0, 100) : code.text,
            performance.now(),
        );
        if (same) return null;
        if (code.kind === 'other') return undecided('ask', 'other_code', false);
        const verdict = await this.#decide(code.kind, code.text);
        const free = verdict?.verdict === 'valid' && verdict.online && this.device?.service === 'documents';
        this.#shown = free ? { text: code.text, key: keyDrawn() } : null;
        return verdict && { ...verdict, ago };
    }

    /** The card has gone from the screen. */
    forget() {
        this.#shown = null;
    }

    /** One certificate of that kind was free for the card on the screen. @param {string} kind
     * @returns {Promise<Noted>} */
    async note(kind) {
        if (!this.#shown) return 'not_free';
        const { text, key } = this.#shown;

        try {
            const { status, code } = await ask('/api/v1/check/certificates', {
                body: { card: text, kind, key },
                token: this.device?.token,
                clock: this.clock,
            });
            this.connected = true;
            if (status === 401) await this.#stop(code);
            if (status === 204) return 'ok';
            return status === 429 ? 'too_many' : code === 'unknown_kind' ? 'unknown_kind' : 'not_free';
        } catch (failure) {
            this.#lost(failure);
            return 'offline';
        }
    }

    /** @param {'card' | 'number'} kind @param {string} text @returns {Promise<Verdict | null>} */
    async #decide(kind, text) {
        try {
            return await this.#askServer(text);
        } catch (failure) {
            this.#lost(failure);
            return kind === 'card' ? this.#decideAlone(text) : undecided('ask', 'number_offline', false);
        }
    }

    /** @param {string} text @returns {Promise<Verdict | null>} */
    async #askServer(text) {
        const { status, json, code } = await ask('/api/v1/check', {
            body: { card: text },
            token: this.device?.token,
            patience: CHECK_PATIENCE,
            clock: this.clock,
        });

        this.connected = true;
        if (status === 401) {
            await this.#stop(code);
            return null;
        }
        if (status === 429) return undecided('ask', 'too_many_numbers', true);
        if (status !== 200) return undecided('ask', 'unreadable', true);
        if (json.children) this.children = json.children;
        this.onchange();
        return {
            verdict: json.verdict,
            reason: json.reason,
            until: json.until,
            hint: json.hint,
            online: true,
            listIat: null,
            ago: null,
        };
    }

    /** @param {string} text @returns {Promise<Verdict>} */
    async #decideAlone(text) {
        const { keys, lists, latest } = this.knowledge;

        if (this.clock.doubtful(latest)) return undecided('ask', 'clock', false);
        const decision = await decideOffline({
            text,
            service: this.device?.service ?? '',
            now: this.clock.now(),
            keys,
            lists,
        });
        return { ...decision, online: false, ago: null };
    }
}
