// @ts-check
/* Certificates that were noted and have not been counted yet: there was no network, or the answer was lost. Count, kind
 * and day, and nothing of any card. Each is sent until the server has said what became of it, and counts once: it is
 * known by its key. What the server does not take is shown until somebody has written it on paper. */
/** @import { Answer } from './server.js' */
/** @import { Store } from './store.js' */

const MOST = 50; /* notes in one request */

/**
 * @typedef {object} Note
 * @property {string} key drawn at random for one answer
 * @property {string} kind
 * @property {string} on "2026-03-10"
 * @property {string} organisation whose desk it was noted at
 * @property {boolean} undone it is to be taken back
 * @property {string} [outcome] why the server does not take it: too_old, unknown_kind, too_late
 */

export class KeptNotes {
    #store;
    #sending = false;
    /** @type {Note[]} */
    all = [];

    /** @param {Store} store */
    constructor(store) {
        this.#store = store;
    }

    async load() {
        this.all = await this.#store.notes();
    }

    /** Still to be sent by a desk of that organisation. @param {string | undefined} organisation undefined: none can */
    waiting(organisation) {
        return this.all.filter((n) => !n.outcome && !n.undone && n.organisation === organisation);
    }

    /** What nobody will count: refused, or of another organisation's desk than this is now.
     * @param {string | undefined} organisation */
    forPaper(organisation) {
        return this.all.filter((n) => n.outcome || (!n.undone && n.organisation !== organisation));
    }

    /** The server does not take it. @param {Note} note */
    refused({ key, kind }) {
        return this.all.some((n) => n.key === key && n.kind === kind && Boolean(n.outcome));
    }

    /** @param {Note} note @returns {Promise<boolean>} false: this device keeps nothing */
    async keep(note) {
        const kept = await this.#store.noteKeep(note);

        await this.load();
        return kept;
    }

    /** They were written on paper. @param {Note[]} notes */
    async forget(notes) {
        for (const note of notes) await this.#store.noteSettle(note, null);
        await this.load();
    }

    /** Each is sent until it is answered; of two tabs that send the same the server counts once.
     * @param {string | undefined} organisation
     * @param {(path: string, body: object) => Promise<Answer>} post throws where there is no answer of the server's
     * @returns {Promise<Answer | null>} an answer that refuses the device itself */
    async send(organisation, post) {
        if (this.#sending) return null;
        this.#sending = true;
        try {
            await this.load();
            return (await this.#sendNotes(organisation, post)) ?? (await this.#sendUndone(organisation, post));
        } finally {
            this.#sending = false;
            await this.load();
        }
    }

    /** @param {string | undefined} organisation @param {(path: string, body: object) => Promise<Answer>} post */
    async #sendNotes(organisation, post) {
        const waiting = this.waiting(organisation);

        for (let at = 0; at < waiting.length; at += MOST) {
            const some = waiting.slice(at, at + MOST);
            const body = { notes: some.map(({ key, kind, on }) => ({ key, kind, on })) };
            const answer = await post('/api/v1/check/certificates/kept', body);
            if (answer.status === 401) return answer;
            if (answer.status !== 200 || !Array.isArray(answer.json.notes)) return null;
            for (const said of answer.json.notes) await this.#settle(some, said);
        }
        return null;
    }

    /** @param {Note[]} sent @param {any} said what became of one of them; by any other word it is sent again */
    async #settle(sent, said) {
        const note = sent.find(({ key, kind }) => key === said?.key && kind === said?.kind);

        if (!note) return;
        if (['counted', 'undone'].includes(said.outcome)) await this.#store.noteSettle(note, null);
        if (['too_old', 'unknown_kind'].includes(said.outcome))
            await this.#store.noteSettle(note, { ...note, outcome: said.outcome });
    }

    /** @param {string | undefined} organisation @param {(path: string, body: object) => Promise<Answer>} post */
    async #sendUndone(organisation, post) {
        for (const note of this.all.filter((n) => n.undone && !n.outcome && n.organisation === organisation)) {
            const answer = await post('/api/v1/check/certificates/undo', { key: note.key, kind: note.kind });
            if (answer.status === 401) return answer;
            if (answer.status === 204) await this.#store.noteSettle(note, null);
            if (answer.status === 409) await this.#store.noteSettle(note, { ...note, outcome: 'too_late' });
        }
        return null;
    }
}
