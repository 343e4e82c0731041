// @ts-check
/* Places in what a form holds, named as the server names them: "persons[1].nid". Pure. */

/** @param {string} path @returns {(string | number)[]} */
const stepsOf = (path) =>
    [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => (index === undefined ? name : Number(index)));

/** @typedef {Record<string | number, unknown>} Group or a list */

/** @param {unknown} values @param {string} path @returns {any} undefined: nothing there */
export function pathGet(values, path) {
    return stepsOf(path).reduce(
        (at, step) => (at === null || at === undefined ? undefined : /** @type {Group} */ (at)[step]),
        values,
    );
}

/** A copy of `values` with another value at that place.
 * @template V @param {V} values @param {string} path @param {unknown} value @returns {V} */
export function pathSet(values, path, value) {
    /** @type {(at: unknown, steps: (string | number)[]) => any} */
    const place = (at, [step, ...rest]) => {
        if (step === undefined) return value;
        /** @type {any} */
        const copy = Array.isArray(at)
            ? [...at]
            : at && typeof at === 'object'
              ? { ...at }
              : typeof step === 'number'
                ? []
                : {};
        copy[step] = place(copy[step], rest);
        return copy;
    };

    return place(values, stepsOf(path));
}

/** As the server wants it: texts trimmed; what was left empty ('', null, undefined, []) left out, but for a group in a
 * list: it keeps its place, so that what the server says of "persons[1]" is said of the second.
 * @param {unknown} values @returns {any} of the same shape, if there is anything in it */
export function valuesGiven(values) {
    if (typeof values === 'string') return values.trim() || undefined;
    if (Array.isArray(values)) {
        const list = values
            .map((v) => valuesGiven(v) ?? (v && typeof v === 'object' ? {} : undefined))
            .filter((v) => v !== undefined);
        return list.length ? list : undefined;
    }
    if (values && typeof values === 'object' && !(values instanceof Blob)) {
        const given = Object.entries(values)
            .map(([name, v]) => [name, valuesGiven(v)])
            .filter(([, v]) => v !== undefined);
        return given.length ? Object.fromEntries(given) : undefined;
    }
    return values ?? undefined;
}
