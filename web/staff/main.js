// @ts-check
/* The first thing that runs: the app, or a sentence that it did not load. It fetches the screens as well: their files
 * name the app's, which therefore cannot name theirs. */
import { SCREEN_FILES } from './screen_files.js';

/** How often a screen was not had: browsers remember that of an address, so the next try goes to another one.
 * @type {Map<string, number>} */
const failed = new Map();

async function screenFetch(/** @type {string} */ file) {
    const address = SCREEN_FILES[file] ?? `./screens/${file}`;
    const times = failed.get(file) ?? 0;

    try {
        return await import(times ? `${address}?${times}` : address);
    } catch (failure) {
        failed.set(file, times + 1);
        throw failure;
    }
}

import('./app.js')
    .then(({ start }) => start(screenFetch))
    .catch((failure) => {
        const sentence = document.getElementById('unstarted');

        if (sentence) sentence.hidden = false;
        console.error(failure);
    });
