/* The installed program is built against attacks on its memory: what the compiler and the linker were asked for is
   looked up in what they made. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import process, { arch } from 'node:process';
import { test } from 'node:test';

import { BESA_RELEASE } from '../support/program.mjs';

const look = (tool, ...args) =>
    execFileSync(tool, [...args, BESA_RELEASE], { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });

/* The command lines of our own files, as gcc notes them beside the debugging information. */
function producers() {
    const said = look('readelf', '--debug-dump=info', '--dwarf-depth=1')
        .split('\n')
        .filter((line) => line.includes('DW_AT_producer'))
        .map((line) => line.replace(/^.*: /, ''));

    assert.ok(said.length > 100, `only ${said.length} files say how they were compiled`);
    return said;
}

test('every file was compiled with checks of the stack', () => {
    for (const said of producers())
        for (const flag of ['-fstack-protector-strong', '-fstack-clash-protection', '-fPIE'])
            assert.ok(said.includes(flag), `${flag} is missing in: ${said}`);
});

test('jumps and returns are marked for the processor that checks them', { skip: arch !== 'x64' }, () => {
    for (const said of producers()) assert.ok(/-fcf-protection(=full)?( |$)/.test(said), said);
    /* Position-independent starts of functions carry endbr64, ours among them. */
    assert.match(look('objdump', '-d', '--no-show-raw-insn', '--disassemble=main'), /<main>:\n[^\n]*endbr64/);
});

/* The level is a macro, of which nothing is noted: it is read from what make would run. */
test('all files are asked for the strictest level of checked copies', () => {
    const object = 'build/release/app/main.o';
    const command = execFileSync(
        'make',
        ['--no-print-directory', '-f', 'deploy/build.mk', '-n', '-W', 'app/main.c', object],
        { encoding: 'utf8', env: { ...process.env, MAKEFLAGS: '' } },
    );

    assert.match(command, /gcc .*-D_FORTIFY_SOURCE=3 .*app\/main\.c/);
});

test('copies whose size the compiler cannot know are checked while running', () => {
    const asked = look('nm', '-D', '--undefined-only');

    for (const name of ['__memcpy_chk', '__snprintf_chk', '__stack_chk_fail'])
        assert.match(asked, new RegExp(`\\b${name}\\b`));
});

test('it can be put anywhere in memory, and its tables cannot be written once it runs', () => {
    assert.match(look('readelf', '-h'), /Type: +DYN/);
    assert.match(look('readelf', '-lW'), /GNU_RELRO/);
    assert.match(look('readelf', '-dW'), /\bBIND_NOW\b/);
    assert.match(look('readelf', '-lW'), /GNU_STACK.* RW  /);
});
