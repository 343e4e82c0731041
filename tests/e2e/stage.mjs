/* What the tests of a file stand on: the demonstration, served by the program that is installed, and a browser without
 * a camera; both are gone behind the last of them. */
import { after, before } from 'node:test';
import { BESA_RELEASE } from '../support/program.mjs';
import { browserStart } from './browser.mjs';
import { Town } from './town.mjs';

/** Called once, above the tests.
 * @param {(made: { town: Town, browser: import('playwright-core').Browser }) => void} use once both are there */
export function staged(use) {
    /** @type {Town | undefined} */
    let town;
    /** @type {import('playwright-core').Browser | undefined} */
    let browser;

    before(async () => {
        [town, browser] = await Promise.all([Town.make({ binary: BESA_RELEASE }), browserStart()]);
        use({ town, browser });
    });
    after(async () => {
        await browser?.close();
        await town?.end();
    });
}
