// @ts-check
/* The first thing that runs, and it waits for nothing: an enrolment secret must not stay in the address, where a
 * screenshot, the history or the next user would find it. What stands behind '#' is never sent to a server. */
const secret = /^#enrol=(.{1,100})$/.exec(location.hash)?.[1] ?? null;

const set = /^#set&(.{1,300})$/.exec(location.hash)?.[1] ?? null; /* it may hold a PIN */

if (secret || location.hash.startsWith('#set&')) history.replaceState(null, '', location.pathname);

import('./app.js')
    .then(({ start }) => start(secret, set))
    .catch((failure) => {
        const sentence = document.getElementById('unstarted');

        if (sentence) sentence.hidden = false;
        console.error(failure);
    });
