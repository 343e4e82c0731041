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
const acts = new Set(sources.flatMap((text) => [...text.matchAll(WRITTEN)].map((m) => m[1])));

for (const language of ['sq', 'en'])
    test(`every act has its words: ${language}`, () => {
        const words = JSON.parse(readFileSync(`web/i18n/staff_${language}.json`, 'utf8'));
        assert.ok(acts.size > 80, `${acts.size}`);
        assert.deepEqual(
            [...acts].filter((act) => !words[`log.${act}`]),
            [],
        );
    });
