// @ts-check
/* zxing for one picture at a time: in qr_worker.js, or in the page where a browser has no module workers. */
import { prepareZXingModule, readBarcodes } from '/vendor/zxing.js';

prepareZXingModule({ overrides: { locateFile: () => '/vendor/zxing_reader.wasm' } });

/** @param {ImageData} picture @param {boolean} thorough for photos: takes longer @returns {Promise<string | null>} */
export async function qrRead(picture, thorough) {
    const found = await readBarcodes(picture, {
        formats: ['QRCode'],
        maxNumberOfSymbols: 1,
        tryHarder: true,
        tryRotate: thorough,
        tryInvert: thorough,
        tryDownscale: true,
    });

    return found[0]?.isValid ? found[0].text : null;
}
