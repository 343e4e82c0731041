// @ts-check
/* Where the words of a language are. Before anybody has signed in the app has only those that signing in needs: nothing
 * that it says to a stranger tells what the register is for. The rest is fetched afterwards, and what only the screens
 * around the files say (web/offices.mjs) with the first of those. */
import { FIRST_WORDS } from './first_words.js';

/** @typedef {'sq' | 'en'} Language */
/** @typedef {Record<string, string>} Words */

/** @type {Record<Language, string>} */
const FILES = { sq: '/i18n/staff_sq.json', en: '/i18n/staff_en.json' };

/** @type {Record<Language, string>} */
const OFFICES_FILES = { sq: '/i18n/staff_offices_sq.json', en: '/i18n/staff_offices_en.json' };

const SHEETS = {
    sq: '/i18n/staff_sheet_sq.json',
    en: '/i18n/staff_sheet_en.json',
    el: '/i18n/staff_sheet_el.json',
};

/** @param {string} file @returns {Promise<Words>} */
async function wordsOf(file) {
    const response = await fetch(file);

    if (!response.ok) throw new Error('no words');
    return response.json();
}

/** Words of the paper that somebody takes along (screens/case_sheet.js), in one more language than the app.
 * @param {'sq' | 'en' | 'el'} language */
export const sheetWords = (language) => wordsOf(SHEETS[language]);

/** All others than the first. @param {Language} language @returns {Promise<Words>} */
export const wordsRest = (language) => wordsOf(FILES[language]);

/** Those of the screens around the files. As the sources lie here they are among the rest. @param {Language} language
 * @returns {Promise<Words>} */
export const wordsOffices = async (language) => (FIRST_WORDS[language] ? wordsOf(OFFICES_FILES[language]) : {});

/** Those that signing in needs. @param {Language} language @returns {Promise<Words>} */
export const wordsFirst = async (language) => FIRST_WORDS[language] ?? wordsRest(language);
