/* Whoever changes a number of the law reads what it means: each has a name and a sentence, in both languages. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const numbers = read('web/openapi.json').components.schemas.LegalNumber.enum;

for (const language of ['sq', 'en'])
    test(`each number is named and explained: ${language}`, () => {
        const words = read(`web/i18n/staff_${language}.json`);

        assert.ok(numbers.length > 20);
        for (const name of numbers) {
            assert.ok(words[`rules.legal.${name}`], name);
            assert.match(words[`rules.legal.${name}.means`] ?? '', /\.$/, `${name}.means`);
        }
    });
