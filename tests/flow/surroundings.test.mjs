/* Where the program is run: what lets others in is refused with a sentence, and nothing is served. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { AS_ROOT, besa, BESA, Register, Server } from '../support/program.mjs';

const NOPERM = 77,
    USAGE = 64,
    CANNOT_MAKE = 73;
let register;

before(async () => {
    register = await Register.make();
});
after(() => register.remove());

const tick = () => besa(BESA, ['tick', '--data', register.dir]);

for (const [what, path, open, closed] of [
    ['a folder that others may list', '', 0o750, 0o700],
    ['a folder that others may write', '', 0o733, 0o700],
    ['a database that others may read', 'besa.db', 0o644, 0o600],
    ['a key store that others may read', 'keys.db', 0o640, 0o600],
    ['keys in a folder that others may list', 'keys', 0o755, 0o700],
    ['a key that others may read', 'keys/seal-1.key', 0o640, 0o600],
])
    test(`${what} is refused by every command, and by the service`, async () => {
        chmodSync(join(register.dir, path), open);
        try {
            const told = await tick();
            assert.equal(told.code, NOPERM, told.said);
            assert.match(told.said, /chmod/);
            const serving = await besa(BESA, ['serve', '--data', register.dir, '--listen', '127.0.0.1:1', ...AS_ROOT]);
            assert.equal(serving.code, NOPERM, serving.said);
        } finally {
            chmodSync(join(register.dir, path), closed);
        }
        assert.equal((await tick()).code, 0);
    });

test('others may pass through the folder, to one that is theirs', async () => {
    chmodSync(register.dir, 0o711);
    assert.equal((await tick()).code, 0);
    chmodSync(register.dir, 0o700);
});

for (const address of ['0.0.0.0:8080', '8080', '[::]:8080', '127.0.0.1:8080,192.0.2.1:8081', '192.0.2.1:8080'])
    test(`${address}, which other machines reach, is refused unless it is meant`, async () => {
        const serving = await besa(BESA, ['serve', '--data', register.dir, '--listen', address, ...AS_ROOT]);
        assert.equal(serving.code, USAGE, serving.said);
        assert.match(serving.said, /--listen-outside/);
    });

test('an address that is meant to be reached is served', async () => {
    const server = await Server.start({ dir: register.dir, args: ['--listen-outside'] });
    await server.stop();
});

test('the memory of the service goes into no core file, and its keys are locked in it', async () => {
    const server = await Server.start({ dir: register.dir });
    try {
        const limits = readFileSync(`/proc/${server.pid}/limits`, 'utf8');
        assert.match(limits, /^Max core file size +0 +0 /m);
        const mapped = readFileSync(`/proc/${server.pid}/status`, 'utf8');
        const locked = Number(/^VmLck:\s+(\d+) kB/m.exec(mapped)[1]);
        assert.ok(locked >= 1500, `${locked} KiB are locked: the cache of keys alone has 1.5 MiB`);
    } finally {
        await server.stop();
    }
});

test('root is refused unless it is meant', { skip: !AS_ROOT.length && 'this test is not run as root' }, async () => {
    const serving = await besa(BESA, ['serve', '--data', register.dir, '--listen', '127.0.0.1:0']);
    assert.equal(serving.code, NOPERM, serving.said);
    assert.match(serving.said, /--allow-root/);
});

test('a demonstration is not made beside a real register, nor in it', async () => {
    for (const dir of [join(register.root, 'demo'), join(register.dir, 'demo')]) {
        const told = await besa(BESA, ['demo', '--data', dir]);
        assert.equal(told.code, CANNOT_MAKE, told.said);
        assert.match(told.said, /a register stands in/);
        assert.ok(!existsSync(dir));
    }
});
