// @ts-check
/* COSE_Sign1 (RFC 9052) with ES256 as Besa writes it and nothing else: tag 18, algorithm and kid in the protected
 * header only, no crit, canonical CBOR, nothing behind (COSE_OURS of include/token/cose.h). Signatures are WebCrypto's
 * business. */
/** @import { Bytes } from '../../types/bytes' */
import { ARRAY, BYTES, Reader, TAG, TEXT, UINT, head, keyIsInt } from './cbor.js';
import { Refused } from './refused.js';

const TAG_SIGN1 = 18;
const ALG = 1,
    CRIT = 2,
    KID = 4,
    TYPE = 16;
const ES256 = -7;
const KID_SIZE = 8;
const SIGNATURE_SIZE = 64;
const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
/* RFC 5480: SEQUENCE { SEQUENCE { id-ecPublicKey, prime256v1 }, BIT STRING { 04 ‖ x ‖ y } } */
const SPKI_HEAD = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
];

/**
 * @typedef {object} Sign1
 * @property {Bytes} protectedBytes as signed
 * @property {Bytes} payload
 * @property {Bytes} signature
 * @property {Bytes} kid
 * @property {Bytes} type text of label 16; empty when absent or a number
 */
/** @typedef {Map<string, CryptoKey>} Keys by their kid in hex */

/** @param {Reader} r */
function typeRead(r) {
    const item = r.next();

    if (item.major !== TEXT && item.major !== UINT) throw new Refused('a type that is neither text nor number');
    return item.content;
}

/** @param {Bytes} bytes the map inside the byte string */
function protectedRead(bytes) {
    const r = new Reader(bytes, true);
    let alg = 0;
    let kid = new Uint8Array(0),
        type = new Uint8Array(0);

    if (bytes.length === 0) throw new Refused('no algorithm');
    r.map('a protected header that is no map', (_, key) => {
        if (key.major === BYTES) throw new Refused('a header label that is neither number nor text');
        if (keyIsInt(key, CRIT)) throw new Refused('a crit header');
        if (keyIsInt(key, ALG)) alg = r.int('another algorithm than ES256');
        else if (keyIsInt(key, KID)) kid = r.byteString('a key id that is no byte string');
        else if (keyIsInt(key, TYPE)) type = typeRead(r);
        else r.skip();
    });
    r.done();
    if (alg !== ES256) throw new Refused('no algorithm, or another than ES256');
    if (kid.length !== KID_SIZE) throw new Refused('no key id of 8 bytes');
    return { kid, type };
}

/**
 * @param {Bytes} bytes
 * @returns {Sign1} views into bytes; the signature is not checked
 * @throws {Refused}
 */
export function parseSign1(bytes) {
    const r = new Reader(bytes, true);
    const tag = r.next();

    if (tag.major !== TAG || tag.value !== TAG_SIGN1) throw new Refused('no COSE_Sign1: another tag or none');
    const array = r.next();
    if (array.major !== ARRAY || array.value !== 4) throw new Refused('no COSE_Sign1: not an array of four');
    const protectedBytes = r.byteString('a protected header that is no byte string');
    const { kid, type } = protectedRead(protectedBytes);
    r.map('an unprotected header that is no map', () => {
        throw new Refused('a header outside the protected ones');
    });
    const payload = r.byteString('a payload that is detached or no byte string');
    const signature = r.byteString('a signature that is no byte string');
    if (signature.length !== SIGNATURE_SIZE) throw new Refused('a signature that is not 64 bytes');
    r.done();
    return { protectedBytes, payload, signature, kid, type };
}

/** RFC 9052 §4.4, without external data. @param {Sign1} sign1 */
function sigStructure({ protectedBytes, payload }) {
    const context = 'Signature1';

    return Uint8Array.from([
        ...head(ARRAY, 4),
        ...head(TEXT, context.length),
        ...Array.from(context, (c) => c.charCodeAt(0)),
        ...head(BYTES, protectedBytes.length),
        ...protectedBytes,
        ...head(BYTES, 0),
        ...head(BYTES, payload.length),
        ...payload,
    ]);
}

/** @param {Bytes} bytes */
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/* The order of P-256, halved and rounded down. */
const HALF_ORDER = '7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8';

/** A good signature has a mirror, s → n − s, that anybody can make: only the lower one is Besa's.
 * @param {Bytes} signature */
const isLow = (signature) => hex(signature.subarray(SIGNATURE_SIZE / 2)) <= HALF_ORDER;

/**
 * Whose it is and whether the signature holds.
 * @param {Sign1} sign1 @param {Keys} keys
 * @returns {Promise<'ok' | 'other_issuer' | 'forged'>}
 */
export async function verifySign1(sign1, keys) {
    const key = keys.get(hex(sign1.kid));

    if (!key) return 'other_issuer';
    if (!isLow(sign1.signature)) return 'forged';
    const rule = { name: 'ECDSA', hash: 'SHA-256' };
    return (await crypto.subtle.verify(rule, key, sign1.signature, sigStructure(sign1))) ? 'ok' : 'forged';
}

/** 32 bytes of base64url. @param {unknown} text */
function coordinate(text) {
    if (typeof text !== 'string' || !/^[A-Za-z0-9_-]{43}$/.test(text)) throw new Refused('a key without coordinates');
    return Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
}

/** @param {JsonWebKey} jwk @returns {Promise<[string, CryptoKey]>} */
async function importKey(jwk) {
    const spki = Uint8Array.from([...SPKI_HEAD, ...coordinate(jwk.x), ...coordinate(jwk.y)]);
    const kid = new Uint8Array(await crypto.subtle.digest('SHA-256', spki)).subarray(0, KID_SIZE);

    return [hex(kid), await crypto.subtle.importKey('spki', spki, P256, false, ['verify'])];
}

/**
 * The keys of GET /api/v1/issuer, ready for use. The kid is reckoned from the point itself; a key that is not on
 * P-256 is left out, as a set may hold kinds that a reader does not know (RFC 7517 §5).
 * @param {JsonWebKey[]} jwks
 * @returns {Promise<Keys>}
 */
export async function importKeys(jwks) {
    const ours = jwks.filter((jwk) => jwk.kty === 'EC' && jwk.crv === 'P-256');
    const imported = await Promise.allSettled(ours.map(importKey));

    return new Map(imported.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
}
