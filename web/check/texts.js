// @ts-check
/* The words of web/i18n/check_*.json. */

/** @import { Language } from './languages.js' */
import { LANGUAGES } from './languages.js';

/** @typedef {(key: string, values?: Record<string, string | number>) => string} Say */

/**
 * A key with `count` among its values has two texts, "key.one" and "key.other".
 * @param {Language} language @returns {Promise<Say>}
 */
export async function textsLoad(language) {
    const response = await fetch(LANGUAGES[language].words);
    /** @type {Record<string, string>} */
    const texts = await response.json();

    return (key, values = {}) => {
        const text = 'count' in values ? texts[`${key}.${values.count === 1 ? 'one' : 'other'}`] : texts[key];
        return (text ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
    };
}

/** "2026-10-25" → "25.10.2026" @param {string} iso */
export function dateShown(iso) {
    return iso.split('-').reverse().join('.');
}
