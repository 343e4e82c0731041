/* `besa init` where the disk is too small: it makes a whole register or none, and says which. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { BESA_RELEASE } from '../support/program.mjs';

const run = promisify(execFile);

/* Between what the journal alone needs and what both need, in KiB; and beyond, where it goes well. */
const SIZES = [300, 420, 480, 500, 540, 580, 620, 660, 700, 740, 780, 820, 860, 900, 4096, 16_384];

/* Exit code of init, then what the database says of itself ("none": there is none). */
const INIT = `
    mount -t tmpfs -o size="$SIZE"k,mode=700 none /mnt && cd /mnt || exit 99
    printf 'nje fjale e gjate 1\\n' | "$BESA" init --data register --municipality Gjirokastër \\
        --unit Gjirokastër --base-uri https://karta.example.al --admin drita --password-file - >/dev/null 2>&1
    echo "$?"
    if [ -e register/besa.db ]; then
        mount -t tmpfs none /tmp && cp register/besa.db /tmp
        sqlite3 -batch /tmp/besa.db 'PRAGMA integrity_check; SELECT name FROM account' 2>&1
    else
        echo none
    fi`;

function nameSpaces() {
    for (const options of [['-m'], ['-rm']])
        try {
            execFileSync('unshare', [...options, 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
            return options;
        } catch {
            /* not allowed here */
        }
    return null;
}

const options = nameSpaces();

test('a register on a small disk is whole or not there', { skip: !options, timeout: 900_000 }, async () => {
    let made = 0;

    for (const size of SIZES) {
        const { stdout } = await run('unshare', [...options, 'sh', '-c', INIT], {
            env: { ...process.env, SIZE: `${size}`, BESA: resolve(BESA_RELEASE) },
        });
        const [code, ...database] = stdout.trim().split('\n');
        assert.deepEqual(database, code === '0' ? ['ok', 'drita'] : ['none'], `${size} KiB: ${stdout}`);
        made += code === '0';
    }
    assert.ok(made > 0 && made < SIZES.length, `${made} of ${SIZES.length} were made`);
});
