// @ts-check
/* From when to when, in words. */
import { dateShown } from '../dates.js';
import { say } from '../texts.js';

/** "20.11.2026 – 18.11.2027", or since when. @param {string} from @param {string | null} until null: no end */
export const spanText = (from, until) =>
    until
        ? say('timeline.span', { from: dateShown(from), until: dateShown(until) })
        : say('timeline.from', { from: dateShown(from) });
