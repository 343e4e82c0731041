/* People who connect and say nothing, or half a line, or drip a body: they may stay away from their own answers, not
 * keep others from theirs. Each that is let go of comes again at once, so that as many are there all the time. */
import assert from 'node:assert/strict';
import http from 'node:http';
import net from 'node:net';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

import { card, device } from '../support/checker.mjs';
import { COORDINATOR, Register, Server, until } from '../support/program.mjs';

const HALF_HEADS = 200;
const SILENT = 738;
const CHECKS = 50;

/** In a thread of its own, so that it is not this one that makes the device wait. @param {string[]} from addresses */
async function crowd(server, from) {
    const worker = new Worker(new URL('../support/crowd.mjs', import.meta.url), {
        workerData: { port: server.port, from, halfHeads: HALF_HEADS, silent: SILENT },
    });
    const told = { open: 0, times: 0 };
    worker.on('message', (message) => Object.assign(told, message));
    await until(() => told.open > 200, 'a crowd');
    return { told, go: () => worker.terminate() };
}

/** Milliseconds of each of so many checks, in turn: by connections of their own, and by one that stays. */
async function checks(server, bus, text, count) {
    const kept = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const took = [];
    for (let n = 0; n < count; n++) {
        const start = performance.now();
        const agent = n % 2 ? kept : false;
        const a = await server.ask('POST', '/api/v1/check', { headers: bus, body: { card: text }, agent }).catch(
            /* The one that stays may be let go of: then it is asked again, as browsers do. */
            (error) => assert.ok(agent && error.code === 'ECONNRESET', `${error}`),
        );
        if (a) assert.equal(a.status, 200, `${a.body}`);
        took.push(performance.now() - start);
    }
    kept.destroy();
    return took.sort((a, b) => a - b);
}

async function town(t, args = []) {
    const register = await Register.make();
    let server;
    t.after(async () => {
        await server?.stop();
        register.remove();
    });
    server = await Server.start({ dir: register.dir, args });
    return { server, bus: await device(server, 'Linja 1'), card: await card(server, '1') };
}

const told = (took) => `median ${took[took.length >> 1].toFixed(1)} ms, longest ${took.at(-1).toFixed(0)} ms`;

for (const [who, from] of [
    ['one address', ['127.0.0.2']],
    ['200 addresses', Array.from({ length: 200 }, (_, n) => `127.0.1.${1 + n}`)],
])
    test(`a device is answered while ${HALF_HEADS + SILENT} of ${who} keep the program waiting`, async (t) => {
        const { server, bus, card } = await town(t);
        t.diagnostic(`alone: ${told(await checks(server, bus, card.text, CHECKS))}`);
        const many = await crowd(server, from);
        t.after(many.go);
        t.diagnostic(`in the crowd: ${told(await checks(server, bus, card.text, CHECKS))}`);
        const staff = await server.ask('GET', '/api/v1/session', { headers: COORDINATOR, agent: false });
        assert.equal(staff.status, 200);
        await until(() => many.told.open > 200, 'the crowd is still there');
        t.diagnostic(`${many.told.open} of them are connected, they came ${many.told.times} times`);
    });

test('of one address only so many are let in, and others are not counted with it', async (t) => {
    const { server } = await town(t, ['--threads', '16', '--connections-per-address', '3']);
    const from = { port: server.port, host: '127.0.0.1', localAddress: '127.0.0.9' };
    const many = Array.from({ length: 8 }, () => net.connect(from));
    t.after(() => many.forEach((s) => s.destroy()));
    let ended = 0;
    for (const s of many) s.resume().on('end', () => ended++);
    const others = async () => (await server.ask('GET', '/healthz', { agent: false })).status;
    await until(async () => (await others()) === 200 && ended === 5, 'all but three of them hung up');
    assert.equal(await others(), 200);
    assert.equal(ended, 5);
});
