// @ts-check
/* Where the words of a language are. Before anybody has signed in the app has only those that signing in needs: nothing
 * that it says to a stranger tells what the register is for. The rest is fetched afterwards. */
import { FIRST_WORDS } from './first_words.js';

/** @typedef {'sq' | 'en'} Language */
/** @typedef {Record<string, string>} Words */

/** @type {Record<Language, string>} */
const FILES = { sq: '/i18n/staff_sq.json', en: '/i18n/staff_en.json' };

/** All others than the first. @param {Language} language @returns {Promise<Words>} */
export async function wordsRest(language) {
    const response = await fetch(FILES[language]);

    if (!response.ok) throw new Error('no words');
    return response.json();
}

/** Those that signing in needs. @param {Language} language @returns {Promise<Words>} */
export const wordsFirst = async (language) => FIRST_WORDS[language] ?? wordsRest(language);
