/* Prints `offline N ms`: from the text of a card to the verdict with no network, by the browser's modules; the time
 * that 99 of 100 decisions keep, the first and cold ones included. */
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { decideOffline, importKeys, importStatusList } from '../../web/check/card/offline.js';

globalThis.crypto ??= webcrypto;

const ROUNDS = 1000;
const {
    cases: [good],
    keys: { ours },
    lists,
} = JSON.parse(readFileSync(new URL('../agreement/cases.json', import.meta.url), 'utf8'));
const keys = await importKeys(ours);
const { token, uri } = lists.find(({ name }) => name === good.list);
const list = await importStatusList(Uint8Array.from(Buffer.from(token, 'hex')), keys, uri);
const took = [];

for (let i = 0; i < ROUNDS; i++) {
    const begun = performance.now();
    const { reason } = await decideOffline({ ...good, keys, lists: new Map([[uri, list]]) });
    took.push(performance.now() - begun);
    if (reason !== 'ok') throw new Error(`the card is ${reason}`);
}
took.sort((a, b) => a - b);
console.log(`offline ${took[Math.floor(ROUNDS * 0.99)].toFixed(2)} ms`);
