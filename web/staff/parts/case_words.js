// @ts-check
/* Choices of case work, as the server lists them: rows with dates, so that what was chosen once is read for ever. */
/** @import { CaseWords } from '../../types/api' */
import { textOf } from '../texts.js';

/** @typedef {CaseWords['words'][number]} Word */

/** What is offered of a list. @param {Word[]} words @param {string} list @returns {[string, string][]} */
export const choices = (words, list) =>
    words.filter((w) => w.list === list && w.offered).map((w) => [w.code, textOf(w)]);

/** '': it is not among them. @param {Word[]} words @param {string | undefined} list @param {string | null} code */
export function wordOf(words, list, code) {
    const word = words.find((w) => w.list === list && w.code === code);

    return word ? textOf(word) : '';
}
