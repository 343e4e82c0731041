// @ts-check
/* Token Status List (draft-ietf-oauth-status-list) in its CWT form, as app/token/status_list.c reads it. Nothing is
 * unpacked before the signature holds, and never more than a list of ours can have. */
/** @import { Bytes } from '../../types/bytes' */
/** @import { Keys } from './cose.js' */
import { Reader, bytesAreText, keyIsInt, keyIsText } from './cbor.js';
import { parseSign1, verifySign1 } from './cose.js';
import { Refused } from './refused.js';

const TYPE = 'application/statuslist+cwt';
const LIST_BYTES = 131072 / 8;
const URI_MAX = 200;
const ADLER_SIZE = 4,
    ADLER_PRIME = 65521;
const SUB = 2,
    EXP = 4,
    IAT = 6,
    STATUS_LIST = 65533,
    TTL = 65534;

/**
 * @typedef {object} StatusList
 * @property {string} uri
 * @property {number} iat UTC seconds
 * @property {number} exp from then on it says nothing
 * @property {number} ttl seconds after which to fetch it again; 0 when it does not say
 * @property {(idx: number) => number | undefined} get 0: good; undefined: it has no such entry
 */

/** @param {Reader} r */
function secondsRead(r) {
    const seconds = r.int('a time that is no positive integer');

    if (seconds <= 0) throw new Refused('a time that is no positive integer');
    return seconds;
}

/** The claims; not canonical, for the draft writes "bits" before "lst". @param {Bytes} payload */
function claimsRead(payload) {
    const r = new Reader(payload, false);
    const claims = { uri: '', exp: 0, iat: 0, ttl: 0, bits: 0, lst: new Uint8Array(0) };

    r.map('the payload is no map', (_, claim) => {
        if (keyIsInt(claim, SUB)) claims.uri = r.text('sub is not a text of 1 to 200 bytes', URI_MAX);
        else if (keyIsInt(claim, EXP)) claims.exp = secondsRead(r);
        else if (keyIsInt(claim, IAT)) claims.iat = secondsRead(r);
        else if (keyIsInt(claim, TTL)) claims.ttl = secondsRead(r);
        else if (keyIsInt(claim, STATUS_LIST))
            r.map('the status list is no map', (_, key) => {
                if (keyIsText(key, 'bits')) claims.bits = r.int('bits is no integer');
                else if (keyIsText(key, 'lst')) claims.lst = r.byteString('lst is no byte string');
                else r.skip();
            });
        else r.skip();
    });
    r.done();
    if (!claims.uri || !claims.iat || !claims.exp) throw new Refused('a claim is missing');
    if (![1, 2, 4, 8].includes(claims.bits) || claims.lst.length === 0) throw new Refused('no status list');
    return claims;
}

/** RFC 1950 §8. @param {Bytes} bytes */
function adler32(bytes) {
    let a = 1,
        b = 0;

    for (const byte of bytes) {
        a = (a + byte) % ADLER_PRIME;
        b = (b + a) % ADLER_PRIME;
    }
    return b * 65536 + a;
}

/** @param {Bytes} packed @param {Bytes} ret @returns {Promise<number>} bytes written */
async function inflateInto(packed, ret) {
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
    let size = 0;

    for (;;) {
        const { done, value } = await reader.read();
        if (done) return size;
        if (value.length > ret.length - size) {
            reader.cancel().catch(() => {});
            throw new Refused('a list that unpacks to more than a list has');
        }
        ret.set(value, size);
        size += value.length;
    }
}

/**
 * One complete zlib stream and nothing behind it: some platforms do not mind what follows, so the checksum must be
 * the last thing in it.
 * @param {Bytes} packed
 */
async function unpack(packed) {
    const room = new Uint8Array(LIST_BYTES);
    let size = 0;

    if (typeof DecompressionStream === 'undefined')
        throw new Refused('this browser cannot unpack a list', 'unsupported');
    try {
        size = await inflateInto(packed, room);
    } catch (failure) {
        throw failure instanceof Refused ? failure : new Refused('not a zlib stream');
    }
    const list = room.subarray(0, size);
    const end = packed.length - ADLER_SIZE;
    if (end < 0 || new DataView(packed.buffer, packed.byteOffset + end).getUint32(0) !== adler32(list))
        throw new Refused('not one complete zlib stream');
    return list;
}

/**
 * @param {Bytes} bytes the token as fetched
 * @param {Keys} keys
 * @param {string} uri the address it was fetched from: it must be the list of that address
 * @returns {Promise<StatusList>} whether it is past its exp is looked at when a card is decided
 * @throws {Refused} reason: unreadable, other_issuer, forged, other_list, unsupported
 */
export async function importStatusList(bytes, keys, uri) {
    const sign1 = parseSign1(bytes);
    const whose = await verifySign1(sign1, keys);

    if (whose !== 'ok') throw new Refused('not a list of this issuer', whose);
    if (!bytesAreText(sign1.type, TYPE)) throw new Refused('a token of another type');
    const { uri: sub, iat, exp, ttl, bits, lst } = claimsRead(sign1.payload);
    const list = await unpack(lst);
    if (sub !== uri) throw new Refused('the list of another address', 'other_list');
    return {
        uri,
        iat,
        exp,
        ttl,
        get(idx) {
            const at = idx * bits;
            const byte = list[Math.floor(at / 8)];
            return byte === undefined ? undefined : (byte >> (at % 8)) & ((1 << bits) - 1);
        },
    };
}
