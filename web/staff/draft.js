// @ts-check
/* A form half written is kept on the server, sealed and for its writer alone, so that nothing of it need stay in the
 * browser. Saved quietly some moments after the last key, and when the page is left. */
import { useEffect, useRef, useState } from '/vendor/preact.js';
/** @import { Values } from './parts/form.js' */
import { pocketPut, pocketTake } from './parts/pocket.js';
import { get, put, remove } from './server.js';

const PAUSE = 1200; /* ms */

/** @typedef {{ values: Values, saved_at: string | null }} Found what was typed, and when it was kept */

/**
 * @typedef {object} Draft
 * @property {Found | null | undefined} found undefined: being asked for
 * @property {(values: Values) => void} keep
 * @property {() => Promise<void>} forget it was sent, or is not wanted
 * @property {'' | 'saved' | 'failed'} state
 * @property {number} at ms: when it was saved last
 */

/** @param {string} kind of the form: "order", "order-12" @returns {Draft} */
export function useDraft(kind) {
    const [found, setFound] = useState(/** @type {Found | null | undefined} */ (undefined));
    const [state, setState] = useState(
        /** @type {{ state: '' | 'saved' | 'failed', at: number }} */ ({ state: '', at: 0 }),
    );
    const waiting = useRef(/** @type {{ text: string, timer: number } | null} */ (null));
    const line = useRef(Promise.resolve());

    const send = (parting = false) => {
        const text = waiting.current?.text;
        clearTimeout(waiting.current?.timer);
        waiting.current = null;
        if (text === undefined) return;
        line.current = line.current
            .then(() => put(`/api/v1/drafts/${kind}`, { text }, { parting }))
            .then(
                () => setState({ state: 'saved', at: Date.now() }),
                () => {
                    pocketPut(`draft ${kind}`, JSON.parse(text), true);
                    setState((s) => ({ ...s, state: 'failed' }));
                },
            );
    };
    useEffect(() => {
        const typed = pocketTake(`draft ${kind}`); /* newer than what the server has */
        setFound(typed ? { values: typed, saved_at: null } : undefined);
        if (typed) {
            waiting.current = { text: JSON.stringify(typed), timer: 0 };
            send();
        } else
            get(`/api/v1/drafts/${kind}`)
                .then(({ text, saved_at }) => setFound(text ? { values: JSON.parse(text), saved_at } : null))
                .catch(() => setFound(null));
        const leaving = () => document.visibilityState === 'hidden' && send(true);
        document.addEventListener('visibilitychange', leaving);
        return () => {
            document.removeEventListener('visibilitychange', leaving);
            send(true);
        };
    }, [kind]);
    return {
        found,
        ...state,
        keep: (values) => {
            clearTimeout(waiting.current?.timer);
            waiting.current = { text: JSON.stringify(values), timer: setTimeout(() => send(), PAUSE) };
        },
        forget: async () => {
            clearTimeout(waiting.current?.timer);
            waiting.current = null;
            setFound(null);
            await line.current;
            await remove(`/api/v1/drafts/${kind}`).catch(() => {}); /* it runs out by itself */
        },
    };
}
