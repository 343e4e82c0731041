// @ts-check
/* The first thing that runs: the app, or a sentence that it did not load. It fetches the screens as well: their files
 * name the app's, which therefore cannot name theirs. */
import { SCREEN_FILES } from './screen_files.js';

const screenFetch = (/** @type {string} */ file) => import(SCREEN_FILES[file] ?? `./screens/${file}`);

import('./app.js')
    .then(({ start }) => start(screenFetch))
    .catch((failure) => {
        const sentence = document.getElementById('unstarted');

        if (sentence) sentence.hidden = false;
        console.error(failure);
    });
