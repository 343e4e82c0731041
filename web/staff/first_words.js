// @ts-check
/* The words that signing in needs, in each language: the build puts them in the place of this file (web/pages.mjs). As
 * the sources lie here there are none, and all words are fetched from one file. */
/** @import { Words } from './words.js' */

/** @type {Partial<Record<import('./words.js').Language, Words>>} */
export const FIRST_WORDS = {};
