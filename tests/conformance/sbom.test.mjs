/* The bill of materials names what is really loaded and bundled, each with the days in which a fault must be mended. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';

import { BESA_RELEASE } from '../support/program.mjs';

let bill, named;

before(() => {
    bill = JSON.parse(execFileSync('deploy/sbom.sh', [BESA_RELEASE, 'web/package-lock.json'], { encoding: 'utf8' }));
    named = new Map(bill.components.map((component) => [component.name, component]));
});

test('it is CycloneDX', () => {
    assert.equal(bill.bomFormat, 'CycloneDX');
    assert.equal(bill.specVersion, '1.5');
    assert.equal(bill.metadata.component.name, 'besa');
});

test('every library that the program asks for is in it, by package and version', () => {
    const dynamic = execFileSync('readelf', ['-dW', BESA_RELEASE], { encoding: 'utf8' });
    const needed = [...dynamic.matchAll(/NEEDED.*\[(.*)\]/g)];
    const owners = new Map([
        ['libc.so.6', 'libc6'],
        ['libcrypto.so.3', 'libssl3'],
        ['libsqlite3.so.0', 'libsqlite3-0'],
        ['libz.so.1', 'zlib1g'],
        ['libm.so.6', 'libc6'],
        ['libpng16.so.16', 'libpng16-16'],
        ['libjpeg.so.62', 'libjpeg62-turbo'],
    ]);

    assert.ok(needed.length >= 10, `only ${needed.length} libraries`);
    for (const [, file] of needed) {
        const stem = file.replace(/\.so.*/, '');
        const component =
            named.get(owners.get(file)) ?? bill.components.find(({ name }) => name.replace(/-?[\d.-]+$/, '') === stem);
        assert.ok(component, `${file} is in no component`);
        assert.match(component.purl, /^pkg:deb\/debian\/[a-z0-9.+%-]+@\S+\?arch=\w+$/);
        assert.ok(component.version);
    }
});

test('every package of the pages is in it, and none that only builds or checks them', () => {
    const { dependencies } = JSON.parse(readFileSync('web/package.json', 'utf8'));

    for (const [name, version] of Object.entries(dependencies))
        if (name !== 'esbuild') assert.equal(named.get(name)?.purl, `pkg:npm/${name}@${version}`);
    for (const name of ['esbuild', 'typescript', 'prettier']) assert.ok(!named.has(name), name);
});

test('what strangers reach must be mended within a week, the rest within a month', () => {
    for (const { name, properties } of bill.components) {
        const [{ name: what, value }] = properties;

        assert.equal(what, 'besa:mend-within-days');
        assert.ok(['7', '30'].includes(value), name);
    }
    for (const name of ['libcivetweb1', 'libssl3', 'libsqlite3-0', 'preact'])
        assert.equal(named.get(name).properties[0].value, '7', name);
});
