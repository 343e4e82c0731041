/* The clock of the machine is put a year back and a year forward while the register is served: it says so, turns
 * nobody out who need not go, and answers for cards as before once the clock is right again. */
import assert from 'node:assert/strict';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { ADMINISTRATOR, BESA_RELEASE, COORDINATOR, Register, Server, order, until } from '../support/program.mjs';

const LIBRARY = ['x86_64', 'aarch64']
    .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`)
    .find((path) => existsSync(path));
const YEAR = 365 * 86400;

test('a clock that is put a year back and forward', { skip: !LIBRARY, timeout: 900_000 }, async (t) => {
    const register = await Register.make();
    const file = join(register.root, 'clock');
    /* In one step: a file that is cut while it is read is another time. */
    const put = (seconds) => {
        writeFileSync(`${file}.new`, `${seconds < 0 ? '' : '+'}${seconds}\n`);
        renameSync(`${file}.new`, file);
    };
    put(0);
    const server = await Server.start({
        binary: BESA_RELEASE,
        dir: register.dir,
        env: {
            LD_PRELOAD: LIBRARY,
            FAKETIME_TIMESTAMP_FILE: file,
            FAKETIME_NO_CACHE: '1',
            FAKETIME_DONT_FAKE_MONOTONIC: '1',
        },
    });
    t.after(async () => {
        await server.stop('SIGKILL');
        register.remove();
    });
    const ask = async (path, body, headers, status = 201) => {
        const a = await server.ask('POST', path, { body, headers });
        assert.equal(a.status, status, `${path}: ${a.body}`);
        return a.json;
    };
    const { id } = await ask('/api/v1/organisations', { kind: 'transport', name: 'Linja 1' }, ADMINISTRATOR);
    const device = { organisation: id, service: 'transport', name: 'Autobus' };
    const { enrol } = await ask('/api/v1/devices', device, ADMINISTRATOR);
    const { token } = await ask('/api/v1/devices/enrol', { enrol }, {});
    const made = await ask('/api/v1/orders', order('14'), COORDINATOR);
    const card = await ask(
        `/api/v1/persons/${made.persons[0]}/cards`,
        { case_id: made.case_id, version: 1, services: ['transport'] },
        COORDINATOR,
    );
    const checked = async () => {
        const headers = { Authorization: `Bearer ${token}` };
        const { json } = await server.ask('POST', '/api/v1/check', { body: { card: card.text }, headers });
        return json.reason ?? json.code;
    };
    const session = async () => (await server.ask('GET', '/api/v1/session', { headers: COORDINATOR })).status;
    const told = (way) => server.said.split(`was put ${way} by`).length - 1;
    assert.equal(await checked(), 'ok');

    put(-YEAR);
    await until(() => told('back') === 1);
    assert.equal(await session(), 200, 'who works goes on working');
    put(0);
    await until(() => told('forward') === 1);
    assert.equal(await checked(), 'ok');

    put(YEAR);
    await until(() => told('forward') === 2);
    /* A device that was not used for so long is set up again; but not for good. */
    assert.ok(['expired', 'device_ended'].includes(await checked()));
    put(0);
    await until(() => told('back') === 2);
    await until(async () => (await checked()) === 'ok');
    assert.deepEqual(await server.stop(), { code: 0, signal: null }, server.said);
});
