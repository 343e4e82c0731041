// @ts-check
/* The device's clock, as far as the server's could be compared with it. Offline nobody vouches for it: with a clock
 * that was wrong when last compared, or that is behind the signing of a list, nothing is decided. */

const TOLERANCE = 10 * 60; /* seconds */

export class Clock {
    /** Seconds the server is ahead; null: never compared. @type {number | null} */
    offset = null;
    /** ms between it and the time that runs on whatever it is set to, when it was compared. */
    #apart = 0;

    /** @param {string | null} header "Sat, 21 Nov 2026 18:31:27 GMT" @param {number} sent ms
     * @param {number} received ms */
    compare(header, sent, received) {
        const server = header ? Date.parse(header) : NaN;

        if (Number.isNaN(server) || received < sent) return;
        this.offset = Math.round((server - (sent + received) / 2) / 1000);
        this.#apart = Date.now() - performance.now();
    }

    /** UTC seconds, as the device has it. */
    now() {
        return Math.floor(Date.now() / 1000);
    }

    /** The server has said since the start of the page what time it is. */
    get compared() {
        return this.offset !== null;
    }

    /** What the server said still holds: the clock was not set since. A device that slept may look as if it had
     * been. */
    get vouched() {
        return this.compared && Math.abs(Date.now() - performance.now() - this.#apart) < TOLERANCE * 1000;
    }

    /** The server says so. */
    get wrong() {
        return this.offset !== null && Math.abs(this.offset) > TOLERANCE;
    }

    /** @param {number} latest when the newest thing that we know of was signed, UTC seconds; 0: nothing */
    doubtful(latest) {
        return this.wrong || this.now() < latest - TOLERANCE;
    }
}
