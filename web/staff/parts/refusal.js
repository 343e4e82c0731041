// @ts-check
/* What the server refused outside of a form: it stands on the page until something is tried again. */
import { useState } from '/vendor/preact.js';
import { Problem } from '../server.js';

/** @typedef {(what: () => Promise<unknown>) => Promise<boolean>} Trying false: it was refused */

/** @returns {{ problem: Problem | null, trying: Trying }} problem: for a ProblemNote */
export function useRefusal() {
    const [problem, setProblem] = useState(/** @type {Problem | null} */ (null));

    return {
        problem,
        trying: async (what) => {
            setProblem(null);
            try {
                await what();
                return true;
            } catch (failure) {
                if (!(failure instanceof Problem)) throw failure;
                setProblem(failure);
                return false;
            }
        },
    };
}
