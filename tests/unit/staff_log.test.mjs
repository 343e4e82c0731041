/* The log in words: whatever the program writes into it has a sentence in both languages, so that no auditor reads
 * codes. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const sources = readdirSync('app', { recursive: true })
    .filter((name) => name.endsWith('.c'))
    .map((name) => readFileSync(join('app', name), 'utf8'));
const WRITTEN = /(?:\.what = |audit_append\w*\([^;]*?|told\(w, |\? |: )"([a-z_]+\.[a-z_]+)"/g;
const ENTRY = /struct audit_entry \w+ = \{\.what = "([a-z_.]+)"/g; /* one word or two */
const acts = new Set(sources.flatMap((text) => [...text.matchAll(WRITTEN), ...text.matchAll(ENTRY)].map((m) => m[1])));

/* On what: each kind of record that a line may name. */
const RECORD = /\.record = "([a-z_]+)"|\.record = [^,;"]*\? "([a-z_]+)" : "([a-z_]+)"/g;
const records = new Set(
    sources.flatMap((text) => [...text.matchAll(RECORD)].flatMap((m) => m.slice(1).filter(Boolean))),
);
/* Who is no account. */
const ACTORS = ['system', 'anyone', 'command line', 'device'];

for (const language of ['sq', 'en'])
    test(`every record and every actor has its words: ${language}`, () => {
        const words = JSON.parse(readFileSync(`web/i18n/staff_${language}.json`, 'utf8'));
        assert.ok(records.size > 30, `${records.size}`);
        assert.deepEqual(
            [...[...records].map((r) => `record.${r}`), ...ACTORS.map((a) => `by.${a}`)].filter(
                (k) => !words[`log.${k}`],
            ),
            [],
        );
    });

const FILES = 'case|order|timeline|contact|note|card|attachment|enrolment|stay|entitlement|application|reader';
const LOOKS = new RegExp(`^(${FILES})\\.(read|list)$`);
/* A look stands in a visit as what was looked at: every act that only reads a file. */
for (const language of ['sq', 'en'])
    test(`every look of a file has its noun: ${language}`, () => {
        const words = JSON.parse(readFileSync(`web/i18n/staff_${language}.json`, 'utf8'));
        const reads = [...acts].filter((act) => LOOKS.test(act));
        assert.ok(reads.length > 12, `${reads.length}`);
        assert.deepEqual(
            reads.filter((act) => !words[`log.seen.${act}`]),
            [],
        );
    });

for (const language of ['sq', 'en'])
    test(`every act has its words: ${language}`, () => {
        const words = JSON.parse(readFileSync(`web/i18n/staff_${language}.json`, 'utf8'));
        assert.ok(acts.size > 80, `${acts.size}`);
        assert.deepEqual(
            [...acts].filter((act) => !words[`log.${act}`]),
            [],
        );
    });
