/* The table of the ASVS (.github/asvs-5.csv) is whole and names what is there: a file that is moved or removed makes
 * the verdict that leans on it fail here, and is to be judged again. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

/* OWASP ASVS 5.0.0, levels 1 and 2: of each section the levels of its requirements, from 1 on. */
const SECTIONS = {
    1: ['22', '111112222', '11222222222', '222', '12'],
    2: ['122', '112', '1222', '2'],
    3: ['', '11', '1222', '112222', '11122', '', '22'],
    4: ['122', '2', '22', '1222'],
    5: ['2', '112', '11', '222'],
    6: ['122', '111111112222', '1122', '1122', '22222', '222', '', '2222'],
    7: ['222', '1111', '22', '11222', '22', '22'],
    8: ['12', '112', '1', '2'],
    9: ['111', '1222'],
    10: ['22', '22', '2222', '11111222222', '22222', '22', '222'],
    11: ['22', '222', '112', '1222', '2', '2'],
    12: ['122', '11', '2222'],
    13: ['2', '22222', '22', '12222'],
    14: ['22', '1222', '122'],
    15: ['122', '122', '1222222'],
    16: ['2', '22222', '2222', '222', '222'],
    17: ['2', '2222', '22'],
};
const ASKED = Object.entries(SECTIONS).flatMap(([chapter, sections]) =>
    sections.flatMap((levels, s) => [...levels].map((level, n) => [`V${chapter}.${s + 1}.${n + 1}`, `L${level}`])),
);

/** Fields between semicolons; a quote within a quoted one is doubled. */
function fields(line) {
    return [...line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;"]*))/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2]);
}

const [head, ...rows] = readFileSync('.github/asvs-5.csv', 'utf8').trimEnd().split('\n').map(fields);
const FILE = /(?<![\w*./-])(?:[\w-]+\/|\.)?[\w./-]*\w\.(?:c|h|js|mjs|json|sql|md|sh|mk|txt|html|lua|css|csv)\b/g;
const files = (where) => where.match(FILE) ?? [];
const is = (verdict) => rows.filter((row) => row[3] === verdict);

test('every requirement stands there once, in order, with its level', () => {
    assert.deepEqual(head, ['id', 'level', 'requirement', 'verdict', 'where']);
    assert.equal(ASKED.length, 253);
    assert.deepEqual(
        rows.map(([id, level]) => [id, level]),
        ASKED,
    );
    for (const row of rows) assert.ok(row.length === 5 && row[2], `${row[0]}: five columns, and what is asked`);
});

test('there are three verdicts', () => {
    for (const [id, , , verdict] of rows)
        assert.ok(['met', 'not applicable', 'exception'].includes(verdict), `${id}: "${verdict}"`);
});

test('what is met names a file that shows it', () => {
    for (const [id, , , , where] of is('met')) assert.ok(files(where).length, `${id}: ${where}`);
});

test('every file that is named is there', () => {
    for (const [id, , , , where] of rows)
        for (const file of files(where)) assert.ok(existsSync(file), `${id}: there is no ${file}`);
});

test('what is not asked of this program says why', () => {
    for (const [id, , , , where] of is('not applicable')) assert.match(where, /\w/, id);
});

test('an exception has a reason of a sentence', () => {
    for (const [id, , , , where] of is('exception')) assert.match(where, /^[A-Z].{40,}\.$/, `${id}: ${where}`);
});

test('every table of the register has a class in SECURITY.md', () => {
    const said = readFileSync('.github/SECURITY.md', 'utf8');
    const scripts = readdirSync('db').filter((name) => name.endsWith('.sql'));
    const made = scripts.flatMap((name) => [
        ...readFileSync(`db/${name}`, 'utf8').matchAll(/^CREATE TABLE (\w+)(?<!_copy) /gm),
    ]);
    for (const [, table] of made) assert.match(said, new RegExp(`\`${table}[\`.]`), table);
});
