/* How far the checker's camera reads: pictures of a card as a camera gives them (film_set.mjs), by the decoder of the
 * page, from the frame to the text. Each frame is the same each time, so that a rate that falls has a cause in the
 * reader. `make films` takes more pictures of each kind and prints the rates. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { prepareZXingModule, readBarcodes } from '../../web/node_modules/zxing-wasm/dist/es/reader/index.js';
import { BESA_RELEASE } from '../support/program.mjs';
import { Checker, browserStart } from './browser.mjs';
import { codeWrite } from './film.mjs';
import { Town } from './town.mjs';

const PICTURES = Number(process.env.FILMS ?? 6); /* of each kind */
/* So few tell little, and each card's code is another one: two less are no worse decoder. `make films` takes 24. */
const CHANCE = PICTURES < 24 ? 2 : 0;
const LENS = ['lens', 'film_set'];

/* Of a hundred pictures, how many are read at least: as measured with 6, 12 and 24 of each kind (each run prints them),
 * less some for the JPEG of another version of the browser. Most kinds go on to what no reader can read. */
const FLOORS = {
    plain: 100,
    share: 100,
    small: 100,
    far: 30,
    blur: 30,
    motion: 45,
    noise: 60,
    'low light': 55,
    shadow: 80,
    glare: 40,
    perspective: 80,
    rotation: 100,
    jpeg: 90,
    inverted: 90,
    'advertisement beside': 90,
    hand: 50,
};

let town, browser, checker;

/** How wide a module of the code in a picture is, and where its middle lies, in pixels. */
async function codeIn(file) {
    prepareZXingModule({ overrides: { wasmBinary: readFileSync('web/vendor/zxing_reader.wasm') } });
    const [{ position, symbol }] = await readBarcodes(new Uint8Array(readFileSync(file)), { formats: ['QRCode'] });
    const { topLeft, topRight, bottomRight } = position;
    const side = Math.hypot(topRight.x - topLeft.x, topRight.y - topLeft.y);
    return { pitch: side / symbol.width, middle: [(topLeft.x + bottomRight.x) / 2, (topLeft.y + bottomRight.y) / 2] };
}

before(async () => {
    town = await Town.make({ binary: BESA_RELEASE, args: ['--web', 'web'] });
    browser = await browserStart();
    checker = await Checker.make(browser, town, { mocked: true });
    const card = await town.card('valid');
    const advert = join(town.root, 'advert.png');
    await codeWrite(advert, 'https://www.example.org/oferta-e-javes?kodi=7');
    for (const name of LENS)
        await checker.page.route(`**/check/${name}.mjs`, (route) => route.fulfill({ path: `tests/e2e/${name}.mjs` }));
    await checker.page.route('**/check/card.png', (route) => route.fulfill({ path: card.picture }));
    await checker.page.route('**/check/advert.png', (route) => route.fulfill({ path: advert }));
    await checker.open();
    const codes = [await codeIn(card.picture), await codeIn(advert)];
    await checker.page.evaluate(async ([card, advert]) => {
        const { shown } = await import('/check/film_set.mjs');
        window.shown = {
            card: await shown('/check/card.png', card.pitch, card.middle),
            advert: await shown('/check/advert.png', advert.pitch, advert.middle),
        };
        window.decoder = await (await import('/check/decoder.js')).decoderMake();
    }, codes);
});
after(async () => {
    await browser?.close();
    await town?.end();
});

test('it is zxing that is measured, as a phone without a reader of its own has it', async () => {
    assert.equal(await checker.page.evaluate(() => window.decoder.kind), 'zxing');
});

for (const [kind, floor] of Object.entries(FLOORS))
    test(`of pictures with ${kind} at least ${floor} % are read, and none as another card`, async (t) => {
        const { text } = await town.card('valid');
        const { read, wrong, ms } = await checker.page.evaluate(
            async (what) =>
                (await import('/check/film_set.mjs')).kindRead(window.decoder, { ...what, ...window.shown }),
            { kind, count: PICTURES, text },
        );
        const rate = (100 * read) / PICTURES;
        t.diagnostic(
            `${kind}: ${read} of ${PICTURES} read, ${rate.toFixed(0)} % (floor ${floor} %), ${ms.toFixed(0)} ms each`,
        );
        assert.equal(wrong, 0);
        const least = floor === 100 ? PICTURES : Math.max(1, Math.ceil((floor * PICTURES) / 100) - CHANCE);
        assert.ok(read >= least, `${read} of ${PICTURES}, not ${least}`);
    });
