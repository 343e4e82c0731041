// @ts-check
/* Scanners that act as a keyboard. Keys are read by their place, as a scanner set to the US layout presses them: an
 * Albanian layout would swap Y and Z and spoil every card. Told from typing by their speed. */

const BETWEEN = 60; /* ms between two keys: nobody types like that */
const STUTTER = 1500; /* ms that a busy device may keep keys back in the middle of a scan */
const PAUSE = 800; /* ms after which a code that came without Enter is complete */
const SHORTEST = 8; /* characters */
const LONGEST = 20000;

/** @type {Readonly<Record<string, string>>} plain and shifted, on the US layout */
const SIGNS = Object.freeze({
    Minus: '-_',
    Equal: '=+',
    BracketLeft: '[{',
    BracketRight: ']}',
    Backslash: '\\|',
    Semicolon: ';:',
    Quote: '\'"',
    Backquote: '`~',
    Comma: ',<',
    Period: '.>',
    Slash: '/?',
    Space: '  ',
    NumpadDecimal: '..',
    NumpadSubtract: '--',
    Digit0: '0)',
    Digit1: '1!',
    Digit2: '2@',
    Digit3: '3#',
    Digit4: '4$',
    Digit5: '5%',
    Digit6: '6^',
    Digit7: '7&',
    Digit8: '8*',
    Digit9: '9(',
});

/** @param {KeyboardEvent} event @returns {string} '' for keys that write nothing */
export function keyAt({ code, key, shiftKey }) {
    const letter = /^Key([A-Z])$/.exec(code)?.[1];

    if (letter) return shiftKey ? letter : letter.toLowerCase();
    if (SIGNS[code]) return SIGNS[code][shiftKey ? 1 : 0];
    /* Some Android keyboards tell no place; the keypad's digits are the same everywhere. */
    return /^Numpad\d$/.test(code) ? code.slice(-1) : !code && key.length === 1 ? key : '';
}

const PREFIX = /^bk1/i;

/** How long the next key may take to belong to what was pressed before. @param {string} text */
const patience = (text) =>
    PREFIX.test(text) || 'bk1'.startsWith(text.toLowerCase()) || text.length >= SHORTEST ? STUTTER : BETWEEN;

/** Calls back with each code that a scanner pressed; returns what ends it. @param {(text: string) => void} onscan */
export function listenToWedge(onscan) {
    let text = '',
        last = -Infinity;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;

    const finish = () => {
        const scanned = text;
        text = '';
        clearTimeout(timer);
        if (scanned.length < SHORTEST) return false;
        onscan(scanned);
        return true;
    };

    /** @param {KeyboardEvent} event */
    const listen = (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
        const now = event.timeStamp;
        const fast = now - last < patience(text);
        if (!fast) text = '';
        if (event.key === 'Enter' || event.key === 'Tab') {
            if (fast && finish()) swallow(event);
            return;
        }
        const sign = keyAt(event);
        if (!sign) return;
        last = now;
        text = (text + sign).slice(0, LONGEST);
        clearTimeout(timer);
        timer = setTimeout(() => PREFIX.test(text) && finish(), PAUSE);
        /* What a scanner presses must not end up in a field, nor press a button. */
        if (text.length >= SHORTEST || PREFIX.test(text)) swallow(event);
    };

    window.addEventListener('keydown', listen, true);
    return () => {
        clearTimeout(timer);
        window.removeEventListener('keydown', listen, true);
    };
}

/** @param {KeyboardEvent} event */
function swallow(event) {
    event.preventDefault();
    event.stopPropagation();
}
