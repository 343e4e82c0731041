// @ts-check
/* Scanners that act as a keyboard, told from typing by their speed. What their keys mean is strokes.js's. */
/** @import { Scan, Stroke } from './strokes.js' */
import { readCode } from './code.js';
import { isTrial } from './scanner_trial.js';
import { READINGS, textsOf } from './strokes.js';

const BETWEEN = 60; /* ms between two keys: nobody types like that */
const STUTTER = 1500; /* ms that a busy device may keep keys back in the middle of a scan */
const PAUSE = 800; /* ms after which a code that came without Enter is complete */
const SHORTEST = 8; /* characters */
const LONGEST = 20000;
const TWICE = 150; /* ms in which a second sign of the end (CR and LF) belongs to the first */

const PREFIX = /^bk1/i;
const PRINTABLE = [32, 126]; /* of ASCII */

/** How long the next key may take to belong to what was pressed before. @param {string} text */
const patience = (text) =>
    PREFIX.test(text) || 'bk1'.startsWith(text.toLowerCase()) || text.length >= SHORTEST ? STUTTER : BETWEEN;

/** Keys that make a third sign of a key: the browser tells them as Ctrl and Alt on Windows. @param {KeyboardEvent} e */
const isAltGr = (e) => e.getModifierState('AltGraph') || (e.ctrlKey && e.altKey && e.key.length === 1);

/** A line feed that is sent as Ctrl+J, a carriage return as Ctrl+M. @param {KeyboardEvent} e */
const isControlEnd = (e) => e.ctrlKey && !e.altKey && ['KeyJ', 'KeyM'].includes(e.code);

/** @param {KeyboardEvent} event @returns {Scan['end'] | null} */
function endOf(event) {
    if (event.key === 'Enter') return 'enter';
    if (event.key === 'Tab') return 'tab';
    return isControlEnd(event) ? 'control' : null;
}

/** What a scanner presses must not end up in a field, nor press a button, nor be taken for a command.
 * @param {Event} event */
function swallow(event) {
    event.preventDefault();
    event.stopPropagation();
}

/** The keys of one code, until it is complete. */
class Wedge {
    /** @type {Stroke[]} */
    #strokes = [];
    #text = ''; /* as a US layout has it: enough to tell a scanner by */
    #digits = ''; /* of the keypad, while Alt is held */
    #last = -Infinity;
    #ended = -Infinity;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #timer;
    #onscan;

    /** @param {(scan: Scan) => void} onscan */
    constructor(onscan) {
        this.#onscan = onscan;
    }

    stop() {
        clearTimeout(this.#timer);
    }

    /** What was pressed too long ago was no scanner. @param {number} now */
    #begin(now) {
        const fast = now - this.#last < patience(this.#text);

        if (!fast) {
            this.#strokes = [];
            this.#text = '';
        }
        return fast;
    }

    get #scanning() {
        return this.#text.length >= SHORTEST || PREFIX.test(this.#text);
    }

    /** @param {Scan['end']} end @returns {boolean} whether it was a scan */
    #finish(end) {
        const strokes = this.#strokes;
        this.#strokes = [];
        this.#text = this.#digits = '';
        clearTimeout(this.#timer);
        if (strokes.length < SHORTEST) return false;
        if (end === 'pause' && !isTrial(strokes) && readCode(textsOf(strokes)[0]).kind === 'other') return false;
        this.#onscan({ strokes, end });
        return true;
    }

    /** @param {Stroke} stroke @param {number} now */
    #add(stroke, now) {
        this.#last = now;
        if (this.#strokes.length >= LONGEST) return;
        this.#strokes.push(stroke);
        this.#text += READINGS.us(stroke);
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#finish('pause'), PAUSE);
    }

    /** @param {KeyboardEvent} event @param {Scan['end']} end */
    #over(event, end) {
        const now = event.timeStamp;

        if (this.#strokes.length === 0 && now - this.#ended < TWICE) return swallow(event);
        if (!this.#begin(now) || !this.#finish(end)) return;
        this.#ended = now;
        swallow(event);
    }

    /** @param {KeyboardEvent} event */
    down(event) {
        const end = endOf(event);
        const now = event.timeStamp;

        if (end) return this.#over(event, end);
        if (event.altKey && /^Numpad\d$/.test(event.code)) {
            this.#begin(now);
            this.#digits += event.code.slice(-1);
            this.#last = now;
            return swallow(event);
        }
        if ((event.ctrlKey || event.metaKey || event.altKey) && !isAltGr(event)) {
            if (this.#scanning && now - this.#last < STUTTER) swallow(event);
            return;
        }
        const { code, key, shiftKey: shift } = event;
        const stroke = { code, key, shift, caps: event.getModifierState('CapsLock'), alt: false };
        if (!READINGS.us(stroke) && !READINGS.own(stroke) && key !== 'Dead') return;
        this.#begin(now);
        this.#add(stroke, now);
        if (this.#scanning) swallow(event);
    }

    /** Alt is let go: the digits that were pressed meanwhile are one character. @param {KeyboardEvent} event */
    up(event) {
        const number = Number(this.#digits);

        if (event.key !== 'Alt' || !this.#digits) return;
        this.#digits = '';
        swallow(event);
        if (number === 10 || number === 13) return this.#over(event, 'control');
        if (number < PRINTABLE[0] || number > PRINTABLE[1]) return;
        const key = String.fromCharCode(number);
        this.#add({ code: '', key, shift: false, caps: false, alt: true }, event.timeStamp);
    }

    /** What Windows makes of Alt and digits comes as a character without a key. @param {KeyboardEvent} event */
    typed(event) {
        if (this.#strokes.at(-1)?.alt && event.timeStamp - this.#last < BETWEEN) swallow(event);
    }
}

/** Calls back with each code that a scanner pressed; returns what ends it. @param {(scan: Scan) => void} onscan */
export function listenToWedge(onscan) {
    const wedge = new Wedge(onscan);
    const down = (/** @type {KeyboardEvent} */ event) => wedge.down(event);
    const up = (/** @type {KeyboardEvent} */ event) => wedge.up(event);
    const typed = (/** @type {KeyboardEvent} */ event) => wedge.typed(event);

    window.addEventListener('keydown', down, true);
    window.addEventListener('keyup', up, true);
    window.addEventListener('keypress', typed, true);
    return () => {
        wedge.stop();
        window.removeEventListener('keydown', down, true);
        window.removeEventListener('keyup', up, true);
        window.removeEventListener('keypress', typed, true);
    };
}
