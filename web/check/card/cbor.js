// @ts-check
/* CBOR (RFC 8949) read in place, by the same rules as app/token/cbor.c: a pull reader that builds no tree, refuses
 * duplicate keys and goes at most DEPTH_MAX deep. Numbers are exact: beyond 2^53 they are BigInt. */
/** @import { Bytes } from '../../types/bytes' */
import { Refused } from './refused.js';

export const UINT = 0,
    NEGATIVE = 1,
    BYTES = 2,
    TEXT = 3,
    ARRAY = 4,
    MAP = 5,
    TAG = 6,
    SIMPLE = 7;

const DEPTH_MAX = 8;
const KEYS_MAX = 64;
const INT64_MAX = 2n ** 63n - 1n;
const INFO_ONE_BYTE = 24,
    INFO_HALF = 25,
    INFO_SINGLE = 26,
    INFO_DOUBLE = 27,
    INFO_INDEFINITE = 31;
const BREAK = 0xff;
const NOTHING = new Uint8Array(0);
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/**
 * @typedef {object} Item
 * @property {number} major one of the eight above
 * @property {boolean} indefinite an array or map that a break ends; never when canonical
 * @property {number | bigint} value the number, n of -1-n, a length, count, tag or simple value
 * @property {Bytes} content of BYTES and TEXT
 */
/** @typedef {(reader: Reader, key: Item) => void} Pair reads exactly the value of that key */

/** @param {number} n @returns {bigint} */
const lowBits = (n) => (1n << BigInt(n)) - 1n;

/**
 * Whether a float (man mantissa bits, exp exponent bits) is exact with manS and expS bits.
 * @param {bigint} bits @param {number} man @param {number} exp @param {number} manS @param {number} expS
 */
function floatFits(bits, man, exp, manS, expS) {
    const bias = (1 << (exp - 1)) - 1,
        biasS = (1 << (expS - 1)) - 1;
    const m = bits & lowBits(man);
    const e = Number((bits >> BigInt(man)) & lowBits(exp));
    let lost = man - manS;

    if (e === (1 << exp) - 1 || (e === 0 && m === 0n)) return (m & lowBits(lost)) === 0n;
    if (e === 0 || e - bias > biasS) return false;
    if (e - bias < 1 - biasS) lost += 1 - biasS - (e - bias);
    return lost <= man && (m & lowBits(lost)) === 0n;
}

/** @param {number} major @param {number} info @param {number | bigint} value */
function shortest(major, info, value) {
    if (major === SIMPLE && info === INFO_SINGLE) return !floatFits(BigInt(value), 23, 8, 10, 5);
    if (major === SIMPLE && info === INFO_DOUBLE) return !floatFits(BigInt(value), 52, 11, 23, 8);
    if (major === SIMPLE && info === INFO_HALF) return true;
    if (info === INFO_ONE_BYTE) return value >= INFO_ONE_BYTE;
    return value > (info === INFO_HALF ? 0xff : info === INFO_SINGLE ? 0xffff : 0xffffffff);
}

/** @param {Bytes} a @param {Bytes} b of the same length */
function bytesOrder(a, b) {
    for (let i = 0; i < a.length; i++) {
        if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    }
    return 0;
}

/** The order of the canonical encodings. @param {Item} a @param {Item} b */
function keyOrder(a, b) {
    if (a.major !== b.major) return a.major < b.major ? -1 : 1;
    if (a.value !== b.value) return a.value < b.value ? -1 : 1;
    return bytesOrder(a.content, b.content);
}

/** @param {Item} key @param {number} label */
export const keyIsInt = (key, label) =>
    label >= 0 ? key.major === UINT && key.value === label : key.major === NEGATIVE && key.value === -1 - label;

/** @param {Bytes} bytes @param {string} text of ASCII */
export const bytesAreText = (bytes, text) =>
    bytes.length === text.length && bytes.every((byte, i) => byte === text.charCodeAt(i));

/** @param {Item} key @param {string} text of ASCII */
export const keyIsText = (key, text) => key.major === TEXT && bytesAreText(key.content, text);

export class Reader {
    /**
     * @param {Bytes} bytes
     * @param {boolean} canonical RFC 8949 §4.2.1: shortest forms, keys ascending, no indefinite length
     */
    constructor(bytes, canonical) {
        this.bytes = bytes;
        this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        this.canonical = canonical;
        this.at = 0;
        this.depth = 0;
    }

    left() {
        return this.bytes.length - this.at;
    }

    /** The number that follows the first byte of a head. @param {number} major @param {number} info */
    argument(major, info) {
        if (info < INFO_ONE_BYTE) return info;
        if (info === INFO_INDEFINITE) throw new Refused('an indefinite length or a lone break');
        if (info > INFO_DOUBLE) throw new Refused('a reserved CBOR head');
        if (this.left() < 1 << (info - INFO_ONE_BYTE)) throw new Refused('the CBOR ends too early');
        const value = this.number(info);
        if (major === SIMPLE && info === INFO_ONE_BYTE && value < 32)
            throw new Refused('a simple value in two bytes that has one');
        if (this.canonical && !shortest(major, info, value))
            throw new Refused('a number or length that is not in its shortest form');
        return value;
    }

    /** @param {number} info @returns {number | bigint} */
    number(info) {
        const at = this.at;

        this.at += 1 << (info - INFO_ONE_BYTE);
        if (info === INFO_ONE_BYTE) return this.bytes[at];
        if (info === INFO_HALF) return this.view.getUint16(at);
        if (info === INFO_SINGLE) return this.view.getUint32(at);
        const value = this.view.getBigUint64(at);
        return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
    }

    /** One head, with the content of a string. @returns {Item} */
    next() {
        if (this.left() === 0) throw new Refused('the CBOR ends too early');
        const first = this.bytes[this.at++];
        const major = first >> 5,
            info = first & 31;
        const indefinite = info === INFO_INDEFINITE && !this.canonical && (major === ARRAY || major === MAP);
        const value = indefinite ? 0 : this.argument(major, info);
        let content = NOTHING;
        if (major === BYTES || major === TEXT) {
            if (value > this.left()) throw new Refused('the CBOR ends too early');
            content = this.bytes.subarray(this.at, this.at + Number(value));
            this.at += content.length;
        }
        return { major, indefinite, value, content };
    }

    /** Whether the array or map of that head has one more; takes the break. @param {Item} head */
    more(head) {
        if (!head.indefinite) return head.value > 0 && head.value-- > 0;
        if (this.left() === 0 || this.bytes[this.at] !== BREAK) return true;
        this.at++;
        return false;
    }

    deeper() {
        if (this.depth === DEPTH_MAX) throw new Refused('the CBOR is nested too deep');
        this.depth++;
    }

    /** @param {Item[]} keys those before it @param {Item} key */
    keyCheck(keys, key) {
        if (key.major > TEXT) throw new Refused('a map key that is neither a number nor a string');
        if (keys.length === KEYS_MAX) throw new Refused('a map with too many keys');
        if (keys.some((other) => keyOrder(other, key) === 0)) throw new Refused('a map key stands twice');
        if (this.canonical && keys.length > 0 && keyOrder(keys[keys.length - 1], key) > 0)
            throw new Refused('map keys that are not in order');
    }

    /** @param {Item} head @param {Pair} pair */
    pairs(head, pair) {
        /** @type {Item[]} */
        const keys = [];

        this.deeper();
        while (this.more(head)) {
            const key = this.next();
            this.keyCheck(keys, key);
            keys.push(key);
            pair(this, key);
        }
        this.depth--;
    }

    /** One whole item, whatever it holds. */
    skip() {
        const head = this.next();

        if (head.major === MAP) {
            this.pairs(head, () => this.skip());
            return;
        }
        if (head.major === TAG) head.value = 1;
        else if (head.major !== ARRAY) return;
        this.deeper();
        while (this.more(head)) this.skip();
        this.depth--;
    }

    /** Nothing may stand behind. */
    done() {
        if (this.left() > 0) throw new Refused('something stands behind the CBOR');
    }

    /** Of 64 bits; what is beyond 2^53 comes out rounded. @param {string} reason */
    int(reason) {
        const item = this.next();

        if (item.major > NEGATIVE || item.value > INT64_MAX) throw new Refused(reason);
        return item.major === UINT ? Number(item.value) : -1 - Number(item.value);
    }

    /** @param {string} reason */
    byteString(reason) {
        const item = this.next();

        if (item.major !== BYTES) throw new Refused(reason);
        return item.content;
    }

    /** Valid UTF-8 without controls, 1 to max bytes. @param {string} reason @param {number} max */
    text(reason, max) {
        const item = this.next();
        let text = '';

        if (item.major !== TEXT || item.content.length === 0 || item.content.length > max) throw new Refused(reason);
        try {
            text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(item.content);
        } catch {
            throw new Refused(reason);
        }
        if (CONTROLS.test(text)) throw new Refused(reason);
        return text;
    }

    /** A whole map: keys are numbers, text or bytes, none twice. @param {string} reason @param {Pair} pair */
    map(reason, pair) {
        const head = this.next();

        if (head.major !== MAP) throw new Refused(reason);
        this.pairs(head, pair);
    }
}

/** The shortest head. @param {number} major @param {number} value below 65536 @returns {number[]} */
export function head(major, value) {
    if (value < INFO_ONE_BYTE) return [(major << 5) | value];
    if (value < 0x100) return [(major << 5) | INFO_ONE_BYTE, value];
    return [(major << 5) | INFO_HALF, value >> 8, value & 0xff];
}
