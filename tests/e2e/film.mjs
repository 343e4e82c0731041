/* What the camera sees: one still picture of 640×480 as a YUV4MPEG2 film, made from a PNG by netpbm. Grey, as the code
 * reader takes it. The file is written over in place, so that a camera that is still open sees the new picture too:
 * Chromium opens it anew when a page opens the camera, but only once the last page has quite let go of it. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { prepareZXingModule, writeBarcode } from '../../web/node_modules/zxing-wasm/dist/es/writer/index.js';

const WIDTH = 640,
    HEIGHT = 480;
const TABLE = 96; /* grey of what lies around the card */

/** @returns {Promise<{width: number, height: number, at: (x: number, y: number) => number}>} grey 0 to 255 */
async function pictureRead(file) {
    const pam = await new Promise((done, failed) =>
        execFile('pngtopam', [file], { encoding: 'buffer', maxBuffer: 1 << 28 }, (fault, out) =>
            fault ? failed(fault) : done(out),
        ),
    );
    const [head, kind, width, height] = /^(P[456])\s+(\d+)\s+(\d+)\s+(?:255\s)?/.exec(
        pam.subarray(0, 64).toString('latin1'),
    );
    const pixels = pam.subarray(head.length);
    const [w, h] = [Number(width), Number(height)];
    const row = Math.ceil(w / 8);
    const grey = {
        P4: (x, y) => ((pixels[y * row + (x >> 3)] >> (7 - (x & 7))) & 1 ? 0 : 255),
        P5: (x, y) => pixels[y * w + x],
        P6: (x, y) => {
            const i = 3 * (y * w + x);
            return 0.299 * pixels[i] + 0.587 * pixels[i + 1] + 0.114 * pixels[i + 2];
        },
    }[kind];
    return { width: w, height: h, at: (x, y) => (x >= 0 && y >= 0 && x < w && y < h ? grey(x, y) : TABLE) };
}

/** Writes the film FILE.
 * @param {{ turned?: number, wide?: number, centre?: [number, number], blur?: number, cut?: number }} [how] turned:
 *      degrees; wide: pixels the whole picture is wide; centre: the point of it that the camera is held at, 0 to 1;
 *      blur: how many film pixels one point is smeared over; cut: what part of the picture's width, from the right, is
 * covered */
export async function filmWrite(
    file,
    picture,
    { turned = 0, wide = 640, centre = [0.5, 0.5], blur = 1, cut = 0 } = {},
) {
    const from = await pictureRead(picture);
    const scale = from.width / wide;
    const [cos, sin] = [Math.cos((turned * Math.PI) / 180) * scale, Math.sin((turned * Math.PI) / 180) * scale];
    const points = 3 * Math.ceil(Math.sqrt(blur));
    const light = Buffer.alloc(WIDTH * HEIGHT);

    for (let y = 0; y < HEIGHT; y++)
        for (let x = 0; x < WIDTH; x++) {
            let sum = 0;
            for (let j = 0; j < points; j++)
                for (let i = 0; i < points; i++) {
                    const u = x - WIDTH / 2 + blur * ((i + 0.5) / points - 0.5);
                    const v = y - HEIGHT / 2 + blur * ((j + 0.5) / points - 0.5);
                    const px = Math.floor(from.width * centre[0] + cos * u + sin * v);
                    const py = Math.floor(from.height * centre[1] - sin * u + cos * v);
                    sum += px > from.width * (1 - cut) ? TABLE : from.at(px, py);
                }
            light[y * WIDTH + x] = 16 + ((219 / 255) * sum) / points ** 2;
        }
    const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
    const frame = Buffer.concat([Buffer.from('FRAME\n'), light, colour]);
    writeFileSync(
        file,
        Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]),
        { flag: existsSync(file) ? 'r+' : 'w' },
    );
}

/** Where the code stands on a card, and how near it is held. */
export const AT_CODE = { centre: [0.734, 0.577], wide: 620 };

const WRITER = 'web/node_modules/zxing-wasm/dist/writer/zxing_writer.wasm';

/** Any text as a QR code, in the PNG file FILE. */
export async function codeWrite(file, text) {
    prepareZXingModule({ overrides: { wasmBinary: readFileSync(WRITER) } });
    const { image } = await writeBarcode(text, { format: 'QRCode', scale: 4, addQuietZones: true });
    writeFileSync(file, new Uint8Array(await image.arrayBuffer()));
}
