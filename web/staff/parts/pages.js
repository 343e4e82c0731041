// @ts-check
/* A list that comes in pages: what was read so far, and `more` for the next (parts/page.js has the button). */
import { useState } from '/vendor/preact.js';
import { useLoad } from './page.js';

/** @template {{ next: number | null }} A
 * @param {(next: number | null) => Promise<A>} ask for one page: null for the first, then what the last one named
 * @param {(had: A, page: A) => A} join @param {unknown[]} deps */
export function usePages(ask, join, deps) {
    const [busy, setBusy] = useState(false);
    const load = useLoad(() => ask(null), deps);
    const more = async () => {
        const had = load.data;
        if (busy || !had) return;
        setBusy(true);
        try {
            load.set(join(had, await ask(had.next)));
        } finally {
            setBusy(false);
        }
    };
    return { load, more, busy };
}
