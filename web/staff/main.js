// @ts-check
/* The first thing that runs: the app, or a sentence that it did not load. */
import('./app.js')
    .then(({ start }) => start())
    .catch((failure) => {
        const sentence = document.getElementById('unstarted');

        if (sentence) sentence.hidden = false;
        console.error(failure);
    });
