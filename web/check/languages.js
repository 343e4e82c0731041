// @ts-check
/* The languages of the checker: a line here, and a file of words with the keys of the others. Albanian first; Greek for
 * the region's minority. */

/** @typedef {'sq' | 'el' | 'en'} Language */

/** @type {Readonly<Record<Language, { name: string, words: string }>>} */
export const LANGUAGES = Object.freeze({
    sq: { name: 'Shqip', words: '/i18n/check_sq.json' },
    el: { name: 'Ελληνικά', words: '/i18n/check_el.json' },
    en: { name: 'English', words: '/i18n/check_en.json' },
});
