// @ts-check
/* The card: "BK1" + Base32 of a COSE_Sign1 whose payload is a CWT claims map. The same refusals as
 * app/token/card_token.c; claims that are not known are passed over. */
/** @import { Bytes } from '../../types/bytes' */
/** @import { Sign1 } from './cose.js' */
import { base32Decode } from './base32.js';
import { Reader, keyIsInt, keyIsText } from './cbor.js';
import { parseSign1 } from './cose.js';
import { Refused } from './refused.js';

/** The bits of the claim "services". @type {Readonly<Record<string, number>>} */
export const SERVICES = Object.freeze({ transport: 1, documents: 2, kindergarten: 4 });

const TEXT_MAX = 1024;
const PREFIX = 'BK1';
const CTI_SIZE = 10;
const HINT_MAX = 40;
const URI_MAX = 200;
const TIME_MAX = 253402300799; /* 9999-12-31T23:59:59Z */
const UINT32_MAX = 0xffffffff;
const EXP = 4,
    NBF = 5,
    CTI = 7,
    STATUS = 65535,
    SERVICE_MASK = -65537,
    HINT = -65538;

/**
 * @typedef {object} Card
 * @property {number} exp UTC seconds; first second at which it is no longer good
 * @property {number} nbf 0: absent
 * @property {Bytes} cti
 * @property {number} listIndex
 * @property {string} listUri
 * @property {number} services
 * @property {string} hint '' where it was left out
 */

/**
 * @param {string} text in any case, with or without blanks around it
 * @returns {Bytes}
 * @throws {Refused}
 */
export function decodeCardText(text) {
    if (text.length > TEXT_MAX) throw new Refused('longer than any card');
    const bare = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
    const prefix = bare.slice(0, PREFIX.length);
    /* Not by i or toUpperCase alone: letters beyond ASCII fold into ASCII ones. */
    if (!/^[Bb][Kk]1$/.test(prefix)) throw new Refused('does not begin with BK1');
    return base32Decode(bare.slice(PREFIX.length));
}

/** @param {Reader} r @param {string} reason */
function timeRead(r, reason) {
    const t = r.int(reason);

    if (t <= 0 || t > TIME_MAX) throw new Refused(reason);
    return t;
}

/** @param {Reader} r @param {string} reason */
function uint32Read(r, reason) {
    const value = r.int(reason);

    if (value < 0 || value > UINT32_MAX) throw new Refused(reason);
    return value;
}

/** @param {Reader} r */
function ctiRead(r) {
    const cti = r.byteString('cti is not 10 bytes');

    if (cti.length !== CTI_SIZE) throw new Refused('cti is not 10 bytes');
    return cti;
}

/** @param {Reader} r @param {Partial<Card>} card */
function statusRead(r, card) {
    r.map('status is no map', (_, name) => {
        if (!keyIsText(name, 'status_list')) {
            r.skip();
            return;
        }
        r.map('status_list is no map', (_, key) => {
            if (keyIsText(key, 'idx')) card.listIndex = uint32Read(r, 'idx is not a number of 32 bits');
            else if (keyIsText(key, 'uri')) card.listUri = r.text('uri is not a text of 1 to 200 bytes', URI_MAX);
            else r.skip();
        });
    });
}

/** @param {Bytes} payload @returns {Card} */
function claimsRead(payload) {
    const r = new Reader(payload, true);
    /** @type {Partial<Card>} */
    const card = { nbf: 0, hint: '' };

    r.map('the payload is no map', (_, key) => {
        if (keyIsInt(key, EXP)) card.exp = timeRead(r, 'exp is not an integer or no possible time');
        else if (keyIsInt(key, NBF)) card.nbf = timeRead(r, 'nbf is not an integer or no possible time');
        else if (keyIsInt(key, CTI)) card.cti = ctiRead(r);
        else if (keyIsInt(key, STATUS)) statusRead(r, card);
        else if (keyIsInt(key, SERVICE_MASK)) card.services = uint32Read(r, 'services is not a number of 32 bits');
        else if (keyIsInt(key, HINT)) card.hint = r.text('hint is not a text of 1 to 40 bytes', HINT_MAX);
        else r.skip();
    });
    r.done();
    if (
        card.exp === undefined ||
        card.cti === undefined ||
        card.services === undefined ||
        card.listIndex === undefined ||
        card.listUri === undefined
    )
        throw new Refused('a claim is missing');
    return /** @type {Card} */ (card);
}

/**
 * @param {Bytes} bytes
 * @returns {{card: Card, sign1: Sign1}} the signature is not checked
 * @throws {Refused}
 */
export function parseCard(bytes) {
    const sign1 = parseSign1(bytes);

    if (sign1.type.length > 0) throw new Refused('a token of another type');
    return { card: claimsRead(sign1.payload), sign1 };
}
