/* A verifier written from app/token/FORMAT.md alone, with nothing but what comes with Node: it shares no code with the
 * program or its checker. verifier.test.mjs holds it against cards, lists and issuer. */
import { createPublicKey, verify } from 'node:crypto';
import { inflateSync } from 'node:zlib';

const LIST = 'application/statuslist+cwt';
const need = (holds, why) => {
    if (!holds) throw new Error(why);
};

/** One item of deterministic CBOR: [value, where it ends]. Maps become Map, keys in the order of their bytes. */
function item(b, at, sorted = true) {
    const [major, info] = [b[at] >> 5, b[at] & 31];
    const width = info < 24 ? 0 : 1 << (info - 24);
    let end = at + 1 + width;
    need(info < 28 && end <= b.length, 'length');
    const n = width ? Number(`0x${b.subarray(at + 1, end).toString('hex')}`) : info;
    need(major === 7 || !width || n >= [24, 256, 65536, 4294967296][info - 24], 'not the shortest');
    const next = () => {
        const [value, behind] = item(b, end, sorted);
        end = behind;
        return value;
    };
    if (major === 0 || major === 1) return [major ? -1 - n : n, end];
    if (major === 2 || major === 3) {
        need(end + n <= b.length, 'cut');
        const bytes = b.subarray(end, end + n);
        return [
            major === 2 ? bytes : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
            end + n,
        ];
    }
    if (major === 4) return [Array.from({ length: n }, next), end];
    if (major === 6) return [{ tag: n, value: next() }, end];
    if (major === 7) return [{ simple: n }, end];
    const [map, keys] = [new Map(), []];
    for (let i = 0; i < n; i++) {
        const from = end;
        const key = next();
        keys.push(b.subarray(from, end));
        need(!keys.slice(0, i).some((k) => k.equals(keys[i])), 'twice');
        need(!sorted || i === 0 || Buffer.compare(keys[i - 1], keys[i]) < 0, 'order of keys');
        map.set(key, next());
    }
    return [map, end];
}

const whole = (n, least, most) => Number.isSafeInteger(n) && n >= least && n <= most;

/** Whether all that must stand in a card stands there as what it is. */
function cardLike(claims) {
    const status = claims.get(65535)?.get?.('status_list');
    const [uri, hint] = [status?.get?.('uri'), claims.get(-65538)];
    const text = (t, most) => typeof t === 'string' && t && Buffer.byteLength(t) <= most && !/\p{Cc}/u.test(t);

    return (
        whole(claims.get(4), 1, LAST) &&
        (!claims.has(5) || whole(claims.get(5), 1, LAST)) &&
        Buffer.isBuffer(claims.get(7)) &&
        claims.get(7).length === 10 &&
        whole(status?.get('idx'), 0, 2 ** 32 - 1) &&
        text(uri, 200) &&
        whole(claims.get(-65537), 0, 2 ** 32 - 1) &&
        (!claims.has(-65538) || text(hint, 40))
    );
}
const LAST = 253402300799; /* the end of the year 9999 */

/** What a COSE_Sign1 says, once one of the keys has signed it.
 * @throws 'other_issuer', 'forged', or why it is unreadable */
function opened(bytes, keys, type) {
    const [{ tag, value: parts }, end] = item(bytes, 0);
    need(tag === 18 && parts.length === 4 && end === bytes.length && parts[1].size === 0, 'no COSE_Sign1');
    const [head, ends] = item(parts[0], 0);
    need(ends === parts[0].length && head.get(1) === -7 && !head.has(2), 'header');
    need(
        [...head.keys()].every((label) => ['number', 'string'].includes(typeof label)),
        'label',
    );
    need(Buffer.isBuffer(head.get(4)) && head.get(4).length === 8 && parts[3].length === 64, 'header');
    need(head.get(16) === type || (!type && head.get(16) !== LIST && !Buffer.isBuffer(head.get(16))), 'type');
    const [claims, last] = item(parts[2], 0, !type);
    need(last === parts[2].length && claims instanceof Map && (type || cardLike(claims)), 'claims');
    const jwk = keys.find(({ kid }) => kid === head.get(4).toString('base64url'));
    need(jwk, 'other_issuer');
    const size = (n) => (n < 24 ? [0x40 + n] : n < 256 ? [0x58, n] : [0x59, n >> 8, n & 255]);
    const signed = [parts[0], Buffer.alloc(0), parts[2]].flatMap((part) => [Buffer.from(size(part.length)), part]);
    const low = BigInt(`0x${parts[3].subarray(32).toString('hex')}`) <= HALF;
    const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
    need(
        low &&
            verify('sha256', Buffer.concat([Buffer.from('846a5369676e617475726531', 'hex'), ...signed]), key, parts[3]),
        'forged',
    );
    return claims;
}
const HALF = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

/** The entry in the list of that address; undefined: it is not held. */
function entry(lists, uri, idx, keys, now) {
    try {
        const claims = opened(Buffer.from(lists[uri]), keys, LIST);
        need(claims.get(2) === uri && claims.get(6) - 300 <= now && now < claims.get(4), 'not held');
        const { bits, lst } = Object.fromEntries(claims.get(65533));
        const list = inflateSync(lst, { maxOutputLength: 16384 });
        return bits === 1 && idx < 8 * list.length ? (list[idx >> 3] >> (idx & 7)) & 1 : undefined;
    } catch {
        return undefined;
    }
}

/** @returns {string} ok, or the reason why not @param lists bytes by their address */
export function answer({ text, service, now, keys, lists }) {
    let claims;
    try {
        const letters = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
        need(text.length <= 1024 && /^BK1[A-Z2-7]+$/i.test(letters), 'text');
        const bits = [...letters.slice(3).toUpperCase()]
            .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
            .join('');
        need(bits.length % 8 < 5 && !bits.slice(bits.length - (bits.length % 8)).includes('1'), 'Base32');
        claims = opened(Buffer.from(bits.match(/.{8}/g).map((octet) => parseInt(octet, 2))), keys);
    } catch ({ message }) {
        if (message === 'other_issuer' && !keys.length) return 'list_stale';
        return ['other_issuer', 'forged'].includes(message) ? message : 'unreadable';
    }
    const { idx, uri } = Object.fromEntries(claims.get(65535).get('status_list'));
    const services = { transport: 1, documents: 2, kindergarten: 4 };
    if (!(claims.get(-65537) & services[service])) return 'wrong_service';
    const revoked = entry(lists, uri, idx, keys, now);
    if (revoked) return 'revoked';
    if (now >= claims.get(4) + 366 * 86400) return 'expired';
    const longer = now < claims.get(4) ? 1 : entry(lists, `${uri}/prolonged`, idx, keys, now);
    if (!longer) return longer === undefined ? 'list_stale' : 'expired';
    if (claims.has(5) && now < claims.get(5)) return 'not_yet_valid';
    return revoked === undefined ? 'list_stale' : 'ok';
}
