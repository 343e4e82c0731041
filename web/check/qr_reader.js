// @ts-check
/* zxing for one picture at a time: in qr_worker.js, or in the page where a browser has no module workers. */
import { prepareZXingModule, readBarcodes } from '/vendor/zxing.js';

/** Fetches the reader, anew at each call: what did not come over a bad line may come now. */
export async function qrLoad() {
    await prepareZXingModule({
        overrides: { locateFile: () => '/vendor/zxing_reader.wasm' },
        fireImmediately: true,
    });
}

const CODES = 4; /* of one picture: an advertisement may hang beside the card */

/** @param {ImageData} picture @param {boolean} thorough for photos: takes longer @returns {Promise<string[]>} all */
export async function qrRead(picture, thorough) {
    const found = await readBarcodes(picture, {
        formats: ['QRCode'],
        maxNumberOfSymbols: CODES,
        tryHarder: true,
        tryRotate: thorough,
        tryInvert: true,
        tryDownscale: true,
    });

    return found.filter(({ isValid }) => isValid).map(({ text }) => text);
}
