// @ts-check
/* QR codes out of pictures: by the browser itself where it can, otherwise by zxing, which is fetched only then. Of
 * several in sight the card is taken. */
import { readCode } from './code.js';

const WIDEST = 1280,
    PHOTO_WIDEST = 2000; /* pixels given to zxing */
const WORKER_PATIENCE = 20000; /* ms to load it over a slow line */

/** @typedef {HTMLVideoElement | ImageBitmap} Picture */
/** @typedef {{ kind: string, read: (picture: Picture, thorough?: boolean) => Promise<string | null> }} Decoder */

/** @typedef {{ detect: (of: Picture | ImageData) => Promise<{ rawValue: string }[]> }} Detecting */
/**
 * The part of the browser's own BarcodeDetector that is used here.
 * @typedef {{ new (how: { formats: string[] }): Detecting, getSupportedFormats(): Promise<string[]> }} NativeDetector
 */

/** What a checker wants of what is in sight: a card before the code of an enrolment, and both before a stranger's.
 * @param {string[]} texts @returns {string | null} */
export function codeChosen(texts) {
    const kinds = texts.map((text) => readCode(text).kind);
    const at = ['card', 'enrol', 'number'].map((kind) => kinds.indexOf(/** @type {any} */ (kind))).find((i) => i >= 0);

    return texts[at ?? 0] ?? null;
}

/** @returns {Promise<Decoder | null>} */
async function nativeDecoder() {
    const Detector = /** @type {{ BarcodeDetector?: NativeDetector }} */ (window).BarcodeDetector;

    try {
        if (!Detector || !(await Detector.getSupportedFormats()).includes('qr_code')) return null;
        const detector = new Detector({ formats: ['qr_code'] });
        await detector.detect(new ImageData(8, 8)); /* some browsers offer it and then cannot */
        return {
            kind: 'native',
            read: async (picture) => codeChosen((await detector.detect(picture)).map(({ rawValue }) => rawValue)),
        };
    } catch {
        return null;
    }
}

/** @param {Picture} picture @param {number} widest @param {HTMLCanvasElement} canvas */
function pixelsOf(picture, widest, canvas) {
    const width = picture instanceof HTMLVideoElement ? picture.videoWidth : picture.width;
    const height = picture instanceof HTMLVideoElement ? picture.videoHeight : picture.height;
    const scale = Math.min(1, widest / Math.max(width, height, 1));
    const context = canvas.getContext('2d', { willReadFrequently: true });

    if (!context || !width || !height) return null;
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** @returns {Promise<(picture: ImageData, thorough: boolean) => Promise<string[]>>} */
async function workerReader() {
    const worker = new Worker('/check/qr_worker.js', { type: 'module' });
    /** @type {Map<number, (texts: string[]) => void>} */
    const waiting = new Map();
    let last = 0;

    await new Promise((resolve, reject) => {
        worker.onmessage = resolve;
        worker.onerror = reject;
        setTimeout(reject, WORKER_PATIENCE);
    });
    worker.onmessage = ({ data: { id, texts } }) => {
        waiting.get(id)?.(texts ?? []);
        waiting.delete(id);
    };
    return (picture, thorough) =>
        new Promise((resolve) => {
            waiting.set(++last, resolve);
            worker.postMessage({ id: last, picture, thorough }, [picture.data.buffer]);
        });
}

/** @returns {Promise<Decoder>} */
async function zxingDecoder() {
    const canvas = document.createElement('canvas');
    const read = await workerReader().catch(async () => (await import('./qr_reader.js')).qrRead);

    return {
        kind: 'zxing',
        async read(picture, thorough = false) {
            const pixels = pixelsOf(picture, thorough ? PHOTO_WIDEST : WIDEST, canvas);
            return pixels && codeChosen(await read(pixels, thorough));
        },
    };
}

/** @type {Promise<Decoder> | null} */
let zxing = null;

/** @returns {Promise<Decoder>} */
function zxingOnce() {
    zxing ??= zxingDecoder().catch((failure) => {
        zxing = null;
        throw failure;
    });
    return zxing;
}

/** The browser's own decoder; zxing takes over once that one fails. @returns {Promise<Decoder>} */
export async function decoderMake() {
    let decoder = (await nativeDecoder()) ?? (await zxingOnce());

    return {
        get kind() {
            return decoder.kind;
        },
        async read(picture) {
            try {
                return await decoder.read(picture);
            } catch {
                decoder = await zxingOnce();
                return decoder.read(picture);
            }
        },
    };
}

/**
 * Both decoders try a photo, because it may be dim, turned or large.
 * @param {Blob} file
 * @returns {Promise<{ text: string | null } | { fault: 'no_picture' | 'no_reader' }>}
 */
export async function photoRead(file) {
    const picture = await createImageBitmap(file).catch(() => null);

    if (!picture) return { fault: 'no_picture' };
    try {
        const quick = await (await nativeDecoder())?.read(picture);
        return { text: quick ?? (await (await zxingOnce()).read(picture, true)) };
    } catch {
        return { fault: 'no_reader' };
    } finally {
        picture.close();
    }
}
