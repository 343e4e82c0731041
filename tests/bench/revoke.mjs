/* How long a card that was revoked is still let in: `node revoke.mjs BESA DATADIR COUNT` serves a filled register from
 * two processes, asks at the door without a pause, and revokes COUNT cards, one after the other. Measured is from the
 * answer to staff to the first refusal at the door. Says "revoked COUNT P50 P99 WORST", in milliseconds. The cards stay
 * revoked: it is given a copy. */
import { join } from 'node:path';
import { readFileSync } from 'node:fs';

import { COORDINATOR, Register, Server, sql } from '../support/program.mjs';

const [binary, dir, count] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const register = new Register(dir, dir);
const servers = [];

async function serve(folder, part) {
    const s = await Server.start({ binary, dir: folder, args: ['--only', part, '--heads', '/dev/null'] });
    servers.push(s);
    return s;
}

const token = readFileSync(join(dir, 'device.token'), 'utf8').trim();
const device = { Authorization: `Bearer ${token}` };

/** What the door says to that card. */
async function reason(door, card) {
    const a = await door.ask('POST', '/api/v1/check', { body: { card, service: 'transport' }, headers: device });
    if (a.status !== 200) throw new Error(`check: ${a.status} ${a.body}`);
    return a.json.reason;
}

/** Bits of Base32 as bytes, and back. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
function bytesOf(text) {
    const bits = [...text].map((c) => ALPHABET.indexOf(c).toString(2).padStart(5, '0')).join('');
    return Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => parseInt(b, 2)));
}
function textOf(bytes) {
    const bits = [...bytes].map((b) => b.toString(2).padStart(8, '0')).join('');
    return (bits.match(/.{5}/g) ?? []).map((b) => ALPHABET[parseInt(b, 2)]).join('');
}

/** Its number, as staff know it: the claim cti (7), ten bytes. Reading it from the register would open the file. */
function numberOf(card) {
    const bytes = bytesOf(card.slice(3));
    const at = bytes.indexOf(Buffer.from([0x07, 0x4a]));
    return textOf(bytes.subarray(at + 2, at + 12));
}

/** Milliseconds from the answer to staff to the refusal. */
async function revoke(office, door, card) {
    const path = `/api/v1/cards/${numberOf(card)}/revoke`;
    const first = await reason(door, card);
    if (first !== 'ok') throw new Error(`a card that is to be revoked is ${first} before`);
    const a = await office.ask('POST', path, { body: { why: 'lost' }, headers: COORDINATOR });
    if (a.status !== 200) throw new Error(`${path}: ${a.status} ${a.body}`);
    const answered = performance.now();
    while ((await reason(door, card)) !== 'revoked');
    return performance.now() - answered;
}

try {
    await register.staff('coordinator');
    /* Nobody revokes so many within an hour: the register would tell her to wait. */
    await sql(register.database, `UPDATE legal_rule SET value = 1000000 WHERE name = 'files_hour_coordinator'`);
    const office = await serve(dir, 'register');
    const door = await serve(join(dir, 'check'), 'check');
    const spent = [];
    const cards = readFileSync(join(dir, 'cards.txt'), 'utf8').trim().split('\n').slice(0, count);
    for (const card of cards) spent.push(await revoke(office, door, card));
    if (spent.length < count) throw new Error(`only ${spent.length} cards`);
    spent.sort((a, b) => a - b);
    const at = (share) => spent[Math.ceil(share * count) - 1].toFixed(1);
    console.log(`revoked ${count} ${at(0.5)} ${at(0.99)} ${at(1)}`);
} finally {
    for (const s of servers) await s.stop();
}
