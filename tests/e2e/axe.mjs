/* What axe-core finds on a page. Only what is told crosses over from the browser: all that axe knows of a form of the
 * staff app, and its own source as a value, take the machine longer than the looking does. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = `${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')};0`;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Each violation with the places that show it, as the page stands. The source goes in by the browser's protocol: our
 * pages' own policy lets no script in.
 * @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
export async function violations(page) {
    if (await page.evaluate(() => !('axe' in window))) await page.evaluate(SOURCE);
    const { told, looked } = await page.evaluate(async (runOnly) => {
        const found = await window.axe.run(document, { runOnly });

        return {
            told: found.violations.map(
                ({ id, nodes }) =>
                    `${id}: ${nodes.map((n) => `${n.html.slice(0, 160)} ${n.any[0]?.message ?? ''}`).join(' | ')}`,
            ),
            looked: found.passes.length,
        };
    }, RULES);

    assert.ok(looked > 5, 'axe-core looked at nothing');
    return told;
}
