// @ts-check
/* The tabs of one device: each tells the others when the device became another one, or stopped. Where a browser has no
 * channel for that, each tab looks at what is kept before it believes that it was shut out. */

const CHANNEL = 'karta';

export class Tabs {
    #channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);

    /** @param {() => void} heard another tab has written */
    listen(heard) {
        if (this.#channel) this.#channel.onmessage = heard;
    }

    tell() {
        this.#channel?.postMessage('changed');
    }
}
