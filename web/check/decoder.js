// @ts-check
/* QR codes out of pictures: by the browser itself where it can, otherwise by zxing, which is fetched only then. Of
 * several in sight the card is taken. */
import { readCode } from './code.js';

const WIDEST = 1280,
    PHOTO_WIDEST = 2000; /* pixels given to zxing */
const LOAD_PATIENCE = 20000; /* ms, over a slow line */
const READ_PATIENCE = 20000; /* ms for a picture; a photo takes an old phone some seconds */

/** @typedef {HTMLVideoElement | ImageBitmap} Picture */
/** read: null where there is no code; it throws where it cannot look at all.
 * @typedef {{ kind: string, read: (picture: Picture, thorough?: boolean) => Promise<string | null> }} Decoder */
/** Both throw where the reader is broken. end: it is not needed any more.
 * @typedef {{ read: (picture: ImageData, thorough: boolean) => Promise<string[]>, end: () => void }} Reader */

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

/** @template T @param {Promise<T>} coming @param {number} patience ms @returns {Promise<T>} */
function inTime(coming, patience) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('too late')), patience);
        coming.then(resolve, reject).finally(() => clearTimeout(timer));
    });
}

/** @returns {Promise<Reader>} */
async function workerReader() {
    const worker = new Worker('/check/qr_worker.js', { type: 'module' });
    /** @type {Map<number, { resolve: (texts: string[]) => void, reject: (failure: Error) => void }>} */
    const waiting = new Map();
    let last = 0;
    const loading = new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => (data.ready ? resolve(true) : reject(new Error('not loaded')));
        worker.onerror = reject;
    });

    await inTime(loading, LOAD_PATIENCE).catch((failure) => {
        worker.terminate();
        throw failure;
    });
    worker.onmessage = ({ data: { id, texts } }) => {
        if (texts) waiting.get(id)?.resolve(texts);
        else waiting.get(id)?.reject(new Error('not read'));
        waiting.delete(id);
    };
    const end = () => {
        worker.terminate();
        waiting.forEach(({ reject }) => reject(new Error('the reader broke')));
        last = Infinity;
    };
    worker.onerror = end;
    return {
        read: (picture, thorough) =>
            new Promise((resolve, reject) => {
                if (last === Infinity) return reject(new Error('the reader broke'));
                waiting.set(++last, { resolve, reject });
                worker.postMessage({ id: last, picture, thorough }, [picture.data.buffer]);
            }),
        end,
    };
}

/** In the page itself, where a browser has no module workers. @returns {Promise<Reader>} */
async function pageReader() {
    const { qrLoad, qrRead } = await import('./qr_reader.js');

    await inTime(qrLoad(), LOAD_PATIENCE);
    return { read: qrRead, end: () => {} };
}

/** @returns {Promise<Decoder>} */
async function zxingDecoder() {
    const canvas = document.createElement('canvas');
    const reader = await workerReader().catch(pageReader);

    return {
        kind: 'zxing',
        async read(picture, thorough = false) {
            const pixels = pixelsOf(picture, thorough ? PHOTO_WIDEST : WIDEST, canvas);
            try {
                return pixels && codeChosen(await inTime(reader.read(pixels, thorough), READ_PATIENCE));
            } catch (failure) {
                zxing = null; /* the next one who asks gets another */
                reader.end();
                throw failure;
            }
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

/** The browser's own decoder, then zxing, then zxing loaded once more: each once the one before it fails.
 * @returns {Promise<Decoder>} */
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
