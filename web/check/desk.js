// @ts-check
/* The checker itself, without its screens: who it is, what it knows, and the answer to a code. The server is asked
 * first; where it does not answer in time the device decides alone. There is no mode to choose. */
/** @import { Child, DeskKinds, DeviceToken } from '../types/api' */
/** @import { Note } from './kept_notes.js' */
/** @import { Store } from './store.js' */
import { answerRead, deviceRead, listRead } from './answer.js';
import { Clock } from './clock.js';
import { readCode } from './code.js';
import { hex } from './card/cose.js';
import { decideOffline, likeliest } from './card/offline.js';
import { tiraneDay } from './card/tirane.js';
import { KeptNotes } from './kept_notes.js';
import { Knowledge } from './knowledge.js';
import { Recent } from './recent.js';
import { CHECK_PATIENCE, Unreachable, ask } from './server.js';
import { Tabs } from './tabs.js';

const ENDED = 'device_ended';
const REFRESH = 5 * 60 * 1000; /* ms */
const UNDO = 5 * 60 * 1000; /* ms; the server takes it back for ten minutes */

/** @typedef {DeskKinds['kinds'][number]} Kind of certificate */
/** @typedef {'ok' | 'kept' | 'not_free' | 'unknown_kind' | 'too_many' | 'paper'} Noted kept: on this device, until the
 * server has said that it counts; paper: it could be neither sent nor kept */
/** @typedef {'undone' | 'too_late' | 'paper'} Undone */
/** @typedef {{ token: string, name: string, organisation: string, service: string, municipality: string }} Device */
/**
 * @typedef {object} Verdict
 * @property {'valid' | 'invalid' | 'ask'} verdict
 * @property {string} reason as the check answers it, or one of our own where nothing could be decided (other_code,
 *      clock, number_offline, too_many_numbers) or the page has no words for the server's (not_valid, undecided)
 * @property {string | null} until "2026-10-25", as the server says it to a kindergarten
 * @property {string} hint
 * @property {boolean} online who decided: the server, or this device
 * @property {number | null} listIat of the list that was looked at, UTC seconds
 * @property {number | null} ago ms since this device asked about the same code
 * @property {boolean} [wedge] it came from a hand scanner
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

/** A key by which the server knows a note that it has met before; it tells nothing else. */
function keyDrawn() {
    return hex(crypto.getRandomValues(new Uint8Array(16)));
}

/** Under which name a code is remembered. @param {string} raw */
function nameOf(raw) {
    const code = readCode(raw);

    return code.kind === 'card' || code.kind === 'number' ? code.text : raw.slice(0, 100);
}

/** That the browser does not clear what is kept when room or days run out. Asked again at each start: some browsers say
 * yes only to a page that was opened often, or stands on the home screen. */
function persistAsk() {
    void navigator.storage?.persist?.().catch(() => {});
}

/** What follows from the day alone. @type {readonly string[]} */
const BY_CLOCK = ['expired', 'not_yet_valid'];

export class Desk {
    /** @type {Store} */
    #store;
    #recent = new Recent();
    #tabs = new Tabs();
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
     * @type {{ text: string, key: string, online: boolean } | null} */
    #shown = null;
    /** What was noted last, for as long as it can be taken back. @type {{ note: Note, at: number } | null} */
    #last = null;
    /** Called after each change that a screen may show. */
    onchange = () => {};

    /** @param {Store} store */
    constructor(store) {
        this.#store = store;
        this.knowledge = new Knowledge(store, this.clock);
        this.notes = new KeptNotes(store);
    }

    /** The note that can be taken back: none where the device was stopped, for nobody would hear it. */
    get last() {
        const { note, at } = this.#last ?? { note: null, at: 0 };

        return note && !this.stopped && !this.notes.refused(note) && performance.now() - at < UNDO ? note : null;
    }

    get keepsNothing() {
        return this.#store.fails;
    }

    async load() {
        this.device = (await this.#store.get('device')) ?? null;
        this.stopped = (await this.#store.get('stopped')) ?? null;
        if (this.device) persistAsk();
        if (this.device) await this.knowledge.load();
        if (this.device?.service === 'documents') this.kinds = (await this.#store.get('kinds')) ?? null;
        await this.notes.load();
        this.#tabs.listen(() => void this.#look());
    }

    /** Another tab may have enrolled the device, or stopped it. */
    async #look() {
        const device = (await this.#store.get('device')) ?? null;
        const stopped = (await this.#store.get('stopped')) ?? null;

        if (device?.token === this.device?.token && stopped === this.stopped) return;
        if (device?.token !== this.device?.token) {
            this.children = this.kinds = null;
            this.#shown = null;
        }
        [this.device, this.stopped] = [device, stopped];
        if (device) await this.knowledge.load();
        this.onchange();
    }

    /**
     * @param {string} secret of a link or sheet, or a short code alone
     * @param {string} [code] the short code beside a sheet
     * @returns {Promise<'ok' | 'refused' | 'too_many' | 'unreachable'>}
     */
    async enrol(secret, code) {
        try {
            const body = { enrol: secret, ...(code && { code }) };
            const { status, json } = await ask('/api/v1/devices/enrol', { body, clock: this.clock });
            this.connected = true;
            if (status === 429) return 'too_many';
            if (status !== 201) return 'refused';
            if (!(await this.#become(json))) return 'unreachable';
        } catch (failure) {
            this.#lost(failure);
            return 'unreachable';
        }
        void this.refresh(true);
        return 'ok';
    }

    /** @param {DeviceToken} json @returns {Promise<boolean>} false: this is no device */
    async #become(json) {
        const said = deviceRead(json);

        if (!said || typeof json.token !== 'string' || typeof json.service !== 'string') return false;
        this.device = { ...said, token: json.token, service: json.service };
        this.stopped = null;
        this.children = this.kinds = null;
        await this.#store.put('device', this.device);
        await this.#store.put('stopped', undefined);
        this.#tabs.tell();
        persistAsk();
        this.onchange();
        return true;
    }

    /** Keys, lists and the device's own name; every five minutes, or at once. */
    async refresh(now = false) {
        if (!this.device || (!now && performance.now() - this.#refreshed < REFRESH)) return;
        this.#refreshed = performance.now();
        try {
            await this.#refreshOwn();
            if (this.device) await this.knowledge.refresh();
        } catch (failure) {
            this.#refreshed = -Infinity;
            this.#lost(failure);
        }
        this.onchange();
    }

    async #refreshOwn() {
        const token = this.device?.token;
        const { status, json, code } = await ask('/api/v1/devices/own', { token, clock: this.clock });
        const said = deviceRead(json);

        if (status === 200 && !said) throw new Unreachable('foreign');
        this.connected = true;
        if (status === 401) return this.#stop(code, token);
        if (status !== 200 || !said || !this.device || this.device.token !== token) return;
        if (this.stopped) await this.#goOn();
        this.device = { ...this.device, ...said };
        this.children = json.children ? listRead(json.children, ['hint']) : null;
        await this.#store.put('device', this.device);
        if (this.device.service === 'documents') await this.#refreshKinds();
        await this.#notesSend();
    }

    async #notesSend() {
        const token = this.device?.token;
        const refused = await this.notes.send(this.device?.organisation, (path, body) =>
            ask(path, { body, token, clock: this.clock }),
        );

        if (refused) await this.#stop(refused.code, token);
    }

    async #refreshKinds() {
        const { status, json } = await ask('/api/v1/check/certificate-kinds', {
            token: this.device?.token,
            clock: this.clock,
        });

        if (status !== 200) return;
        this.kinds = listRead(json.kinds, ['code', 'text', 'text_en']);
        await this.#store.put('kinds', this.kinds);
    }

    /** That token is worth nothing any more, and what was fetched with it goes with it. One that has only ended stays:
     * a rule or the server's clock may be put right. Where another tab has enrolled the device meanwhile it is the old
     * token alone that is worth nothing: this tab goes on with the new one.
     * @param {string} why @param {string | undefined} token
     * @returns {Promise<boolean>} whether there is another token to go on with */
    async #stop(why, token) {
        const kept = await this.#store.get('device');

        if (kept && kept.token !== token) {
            await this.#look();
            return true;
        }
        this.stopped = why;
        this.#shown = null;
        if (why !== ENDED) {
            this.device = null;
            this.children = null;
            await this.#store.put('device', undefined);
            await this.knowledge.forget();
        }
        await this.#store.put('stopped', why);
        this.#tabs.tell();
        this.onchange();
        return false;
    }

    async #goOn() {
        this.stopped = null;
        await this.#store.put('stopped', undefined);
        this.#tabs.tell();
    }

    /** What is no answer of the server's is as good as none; what nobody thought of is said on the console besides.
     * @param {unknown} failure */
    #lost(failure) {
        if (!(failure instanceof Unreachable)) console.error(failure);
        this.connected = false;
        this.onchange();
    }

    /**
     * @param {string} raw what was scanned, or typed
     * @param {boolean} [another] in place of the answer to another code: then it is answered, however lately it was
     * @returns {Promise<Verdict | { enrol: string } | 'same' | null>} same: the same code, still in sight; null: the
     * device was stopped
     */
    async check(raw, another = false) {
        const code = readCode(raw);

        if (code.kind === 'enrol') return { enrol: code.secret };
        const { same, ago } = this.#recent.sight(nameOf(raw), performance.now());
        if (same && !another) return 'same';
        if (code.kind === 'other') return undecided('ask', 'other_code', false);
        const verdict = await this.#decide(code.kind, code.text);
        const free = verdict?.verdict === 'valid' && this.device?.service === 'documents';
        this.#shown = free ? { text: code.text, key: keyDrawn(), online: verdict.online } : null;
        return verdict && { ...verdict, ago };
    }

    /** What a scanner's keys meant, of all that they may have meant. @param {string[]} texts */
    meant(texts) {
        return likeliest(texts, this.knowledge.keys);
    }

    /** Whether that code was the last one, seen just now, and would not be asked about again. @param {string} raw */
    inSight(raw) {
        return this.#recent.inSight(nameOf(raw), performance.now());
    }

    /** The card has gone from the screen. @param {boolean} inView it was seen by the camera, and may lie before it
     * still, which did not look meanwhile */
    forget(inView) {
        if (inView) this.#recent.linger(performance.now());
        this.#shown = null;
    }

    /** One certificate of that kind was free for the card on the screen. What the server does not answer is kept, with
     * the key that it was sent with: it counts once, whether it came or not.
     * @param {string} kind @returns {Promise<Noted>} */
    async note(kind) {
        if (!this.#shown || !this.device) return 'not_free';
        const { text, key, online } = this.#shown;
        const on = tiraneDay(this.clock.now());
        const note = { key, kind, on, organisation: this.device.organisation, undone: false };
        const noted = online ? await this.#noteSend(text, note) : null;

        if (noted && noted !== 'ok') return noted;
        if (!noted && !(await this.notes.keep(note))) return 'paper';
        this.#last = { note, at: performance.now() };
        this.onchange();
        return noted ?? 'kept';
    }

    /** @param {string} card @param {Note} note @returns {Promise<Noted | null>} null: nobody knows whether it came */
    async #noteSend(card, { kind, key }) {
        const token = this.device?.token;

        try {
            const body = { card, kind, key };
            const { status, code } = await ask('/api/v1/check/certificates', { body, token, clock: this.clock });
            this.connected = true;
            if (status === 401) return (await this.#stop(code, token)) ? null : 'not_free';
            if (status === 204) return 'ok';
            if (status === 429) return 'too_many';
            return code === 'unknown_kind' || code === 'not_free' ? code : null;
        } catch (failure) {
            this.#lost(failure);
            return null;
        }
    }

    /** Takes back what was noted last, wherever it is by now: that is kept first, and sent until it is answered.
     * @returns {Promise<Undone>} */
    async undo() {
        const note = this.last;

        if (!note) return 'too_late';
        const undone = { ...note, undone: true };
        if (!(await this.notes.keep(undone))) return 'paper';
        this.#last = null;
        try {
            await this.#notesSend();
        } catch (failure) {
            this.#lost(failure);
        }
        this.onchange();
        return this.notes.refused(note) ? 'too_late' : 'undone';
    }

    /** @param {Note[]} notes that were written on paper */
    async written(notes) {
        await this.notes.forget(notes);
        this.onchange();
    }

    /** @param {'card' | 'number'} kind @param {string} text @returns {Promise<Verdict | null>} */
    async #decide(kind, text) {
        try {
            return await this.#askServer(text, true);
        } catch (failure) {
            this.#lost(failure);
            return kind === 'card' ? this.#decideAlone(text) : undecided('ask', 'number_offline', false);
        }
    }

    /** @param {string} text @param {boolean} again ask once more where another tab has a newer token
     * @returns {Promise<Verdict | null>} @throws {Unreachable} also where the answer is none to this question */
    async #askServer(text, again) {
        const token = this.device?.token;
        const { status, json, code } = await ask('/api/v1/check', {
            body: { card: text },
            token,
            patience: CHECK_PATIENCE,
            clock: this.clock,
        });

        if (status === 401) {
            this.connected = true;
            return (await this.#stop(code, token)) && again ? this.#askServer(text, false) : null;
        }
        if (status === 429) return undecided('ask', 'too_many_numbers', true);
        /* A text that was taken for a card and is none: no other server would read it either. */
        if (status === 422) return undecided('ask', 'unreadable', true);
        const answered = status === 200 ? answerRead(json) : null;
        if (!answered) throw new Unreachable('foreign');
        this.connected = true;
        if (json.children) this.children = listRead(json.children, ['hint']);
        this.onchange();
        return { ...answered, online: true, listIat: null, ago: null };
    }

    /** By the clock alone a card is over, or not good yet, or the list held is past its end; and nothing but that clock
     * says what day it is. @param {string} reason */
    #clockAsked(reason) {
        if (BY_CLOCK.includes(reason)) return !this.clock.vouched;
        return reason === 'list_stale' && this.knowledge.latest > 0 && !this.clock.compared;
    }

    /** @param {string} text @returns {Promise<Verdict>} */
    async #decideAlone(text) {
        const { keys, lists, latest } = this.knowledge;
        const now = this.clock.now();

        if (this.clock.doubtful(latest)) return undecided('ask', 'clock', false);
        const decision = await decideOffline({ text, service: this.device?.service ?? '', now, keys, lists });
        if (!this.knowledge.current(now) && this.#clockAsked(decision.reason)) return undecided('ask', 'clock', false);
        /* The printed day stands on the card. Whether it has moved since is for the office to say, not for a list. */
        return { ...decision, until: null, online: false, ago: null };
    }
}
