/* A hand scanner that presses keys: it is set to one layout, and the computer to another. The layouts as in xkeyboard-
 * config: each string has the keys of a PC keyboard row by row, plain and with Shift; ´ ¨ ^ may be dead there. */
const PLACES = [
    'Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal',
    ...['QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM'].map((row) => [...row].map((letter) => `Key${letter}`).join(' ')),
];
const CODES = [
    PLACES[0],
    PLACES[1],
    'BracketLeft BracketRight Backslash',
    PLACES[2],
    'Semicolon Quote',
    PLACES[3],
    'Comma Period Slash',
].flatMap((row) => row.split(' '));

export const LAYOUTS = {
    us: ["`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./", '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'],
    sq: ['\\1234567890-=qwertzuiopç@]asdfghjklë[yxcvbnm,./', '|!"#$%^&*()_+QWERTZUIOPÇ\'}ASDFGHJKLË{YXCVBNM;:?'],
    de: ['^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-', '°!"§$%&/()=?`QWERTZUIOPÜ*\'ASDFGHJKLÖÄYXCVBNM;:_'],
    el: ["`1234567890-=;ςερτυθιοπ[]\\ασδφγηξκλ´'ζχψωβνμ,./", '~!@#$%^&*()_+:ΣΕΡΤΥΘΙΟΠ{}|ΑΣΔΦΓΗΞΚΛ¨"ΖΧΨΩΒΝΜ<>?'],
    fr: ['²&é"\'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!', '~1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§'],
};
const ALT_GR = { us: {}, sq: {}, el: {}, de: { ']': 'Digit9' }, fr: { '#': 'Digit3', ']': 'Minus' } };
const DEAD = { us: '', sq: '', el: '´¨', de: '^´`', fr: '^¨' };

/** Where that layout has a sign. */
function place(sign, layout) {
    const shift = [0, 1].find((level) => LAYOUTS[layout][level].includes(sign));

    if (shift !== undefined) return { code: CODES[[...LAYOUTS[layout][shift]].indexOf(sign)], shift: shift === 1 };
    if (ALT_GR[layout][sign]) return { code: ALT_GR[layout][sign], shift: false, third: true };
    throw new Error(`${layout} has no ${sign}`);
}

/** What the computer makes of it. */
function key({ code, shift, third }, layout, caps) {
    const plain = [...LAYOUTS[layout][0]][CODES.indexOf(code)];
    const letter = plain.toUpperCase() === [...LAYOUTS[layout][1]][CODES.indexOf(code)];
    const sign = [...LAYOUTS[layout][(letter && caps ? !shift : shift) ? 1 : 0]][CODES.indexOf(code)];
    const made = third && Object.entries(ALT_GR[layout]).find(([, at]) => at === code)?.[0];

    return made || (DEAD[layout].includes(sign) ? 'Dead' : sign);
}

/** The events of one sign, as KeyboardEvent takes them: [kind, init]. */
function pressed(sign, { scanner, computer, caps }) {
    const at = place(sign, scanner);
    const init = { code: at.code, key: key(at, computer, caps), shiftKey: at.shift, modifierCapsLock: caps };

    return both({ ...init, modifierAltGraph: Boolean(at.third) });
}

const both = (init) => [
    ['keydown', init],
    ['keyup', init],
];

/** By Alt and the number of the sign on the keypad, whatever any layout is. */
function byNumber(sign) {
    const alt = { code: 'AltLeft', key: 'Alt' };
    const digits = [...`0${sign.codePointAt(0)}`].flatMap((digit) =>
        both({ code: `Numpad${digit}`, key: digit, altKey: true }),
    );

    return [['keydown', { ...alt, altKey: true }], ...digits, ['keyup', alt]];
}

const ENDS = {
    enter: both({ code: 'Enter', key: 'Enter' }),
    tab: both({ code: 'Tab', key: 'Tab' }),
    control: both({ code: 'KeyJ', key: 'j', ctrlKey: true }),
    both: [...both({ code: 'Enter', key: 'Enter' }), ...both({ code: 'KeyJ', key: 'j', ctrlKey: true })],
    pause: [],
};

/** Everything that a scanner presses for that code.
 * @param {string} text @param {{ scanner?: string, computer?: string, caps?: boolean, alt?: boolean, before?: string,
 *      behind?: string, end?: keyof typeof ENDS }} [how] */
export function keysOf(text, how = {}) {
    const { scanner = 'us', computer = 'us', caps = false, alt = false, before = '', behind = '', end = 'enter' } = how;
    const signs = [...before, ...text, ...behind];

    return [
        ...signs.flatMap((sign) => (alt ? byNumber(sign) : pressed(sign, { scanner, computer, caps }))),
        ...ENDS[end],
    ];
}
