// @ts-check
/* Which codes this device saw in the last minutes. In memory only: it ends with the page. */

const SAME = 4000; /* ms out of sight after which a code counts as shown again */
const REMEMBERED = 15 * 60 * 1000;
const MOST = 500;

export class Recent {
    /** @type {Map<string, { asked: number, sighted: number }>} */
    #seen = new Map();

    /**
     * @param {string} code @param {number} now ms
     * @returns {{ same: boolean, ago: number | null }} same: it was never out of sight; ago: ms since it was asked
     * about
     */
    sight(code, now) {
        const before = this.#seen.get(code);
        const same = before !== undefined && now - before.sighted < SAME;

        this.#seen.delete(code);
        this.#seen.set(code, { asked: same ? before.asked : now, sighted: now });
        this.#forget(now);
        return { same, ago: before && now - before.asked < REMEMBERED ? now - before.asked : null };
    }

    /** Whether that code was seen last, and just now. @param {string} code @param {number} now ms */
    inSight(code, now) {
        const [last, seen] = [...this.#seen.entries()].at(-1) ?? [];

        return seen !== undefined && last === code && now - seen.sighted < SAME;
    }

    /** Nobody has looked since the code that was seen last: it counts as in sight up to now. @param {number} now ms */
    linger(now) {
        const last = [...this.#seen.entries()].at(-1);

        if (last) this.#seen.set(last[0], { ...last[1], sighted: now });
    }

    /** @param {number} now */
    #forget(now) {
        for (const [code, { sighted }] of this.#seen) {
            if (this.#seen.size <= MOST && now - sighted < REMEMBERED) break;
            this.#seen.delete(code);
        }
    }
}
