// @ts-check
/* Base32 (RFC 4648 §6) without padding, upper or lower case, as strict as app/token/base32.c: each text has one
 * meaning. */
/** @import { Bytes } from '../../types/bytes' */
import { Refused } from './refused.js';

/** @param {number} code @returns {number} 32 when it is not of the alphabet */
function digit(code) {
    if (code >= 0x41 && code <= 0x5a) return code - 0x41;
    if (code >= 0x61 && code <= 0x7a) return code - 0x61;
    return code >= 0x32 && code <= 0x37 ? code - 0x32 + 26 : 32;
}

/**
 * @param {string} text
 * @returns {Bytes}
 * @throws {Refused} another character, an impossible length, unused bits that are not zero
 */
export function base32Decode(text) {
    const unused = (text.length * 5) % 8;
    const bytes = new Uint8Array((text.length * 5 - unused) / 8);
    let window = 0,
        bits = 0,
        at = 0;

    if (unused >= 5) throw new Refused('a length that Base32 cannot have');
    for (let i = 0; i < text.length; i++) {
        const value = digit(text.charCodeAt(i));
        if (value > 31) throw new Refused('a character that is not of Base32');
        window = ((window << 5) | value) & 0xfff;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes[at++] = window >> bits;
        }
    }
    if (window & ((1 << unused) - 1)) throw new Refused('unused bits that are not zero');
    return bytes;
}
