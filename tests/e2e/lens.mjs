/* How the camera of a phone sees a picture that somebody holds before it: laid out in space, and then what light,
 * glass, a hand and a sensor make of it. Grey throughout, as the code reader takes it. It runs in the page, because the
 * reader that is measured runs there; all chance comes from a seed, so that a frame is the same each time. */

export const WIDTH = 1280,
    HEIGHT = 720; /* what camera.js asks for */
const FOCUS = 1.1 * WIDTH; /* pixels: a phone's main camera */
const BLACK = 12; /* what a sensor gives for no light */

/** Numbers from 0 to 1 by a seed (xorshift32). @param {number} seed @returns {() => number} */
export function chance(seed) {
    let x = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995) | 1;

    return () => {
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
        return (x >>> 0) / 2 ** 32;
    };
}

/** @typedef {{ width: number, height: number, grey: Float32Array }} Grey */
/** The same picture at half the size again and again: each pixel of a frame sees an area of it, and not a point.
 * @typedef {Grey[]} Picture */

/** @param {ImageData} pixels @returns {Picture} */
export function pictureOf({ width, height, data }) {
    const grey = new Float32Array(width * height);

    for (let i = 0; i < grey.length; i++)
        grey[i] = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
    const picture = [{ width, height, grey }];
    while (picture.at(-1).width > 40) picture.push(halved(picture.at(-1)));
    return picture;
}

/** @param {Grey} from @returns {Grey} */
function halved(from) {
    const [width, height] = [from.width >> 1, from.height >> 1];
    const grey = new Float32Array(width * height);

    for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
            const i = 2 * y * from.width + 2 * x;
            grey[y * width + x] =
                (from.grey[i] + from.grey[i + 1] + from.grey[i + from.width] + from.grey[i + from.width + 1]) / 4;
        }
    return { width, height, grey };
}

/** Where a picture is held.
 * @typedef {object} Pose
 * @property {[number, number]} held the point of the picture, in its pixels, that lies at `at`
 * @property {[number, number]} at in the frame
 * @property {number} scale pixels of the frame for one of the picture
 * @property {number} turned degrees
 * @property {number} tilt degrees, away from the lens
 * @property {number} towards degrees: the direction in which it is tilted */

/** What becomes of a point of the picture, counted from where it is held: rows of x·w, y·w and w. @param {Pose} pose */
function projection({ at, scale, turned, tilt, towards }) {
    const [a, b, t] = [turned, towards, tilt].map((degrees) => (degrees * Math.PI) / 180);
    const far = FOCUS / scale;
    /* Turned in its plane, then about an axis in that plane: the part along `towards` shrinks and goes back. */
    const along = [Math.cos(a - b), -Math.sin(a - b)];
    const across = [Math.sin(a - b), Math.cos(a - b)];
    const flat = [0, 1].map((i) => [
        along[i] * Math.cos(t) * Math.cos(b) - across[i] * Math.sin(b),
        along[i] * Math.cos(t) * Math.sin(b) + across[i] * Math.cos(b),
        along[i] * Math.sin(t),
    ]);
    const row = (/** @type {number} */ k) => [
        FOCUS * flat[0][k] + at[k] * flat[0][2],
        FOCUS * flat[1][k] + at[k] * flat[1][2],
        at[k] * far,
    ];
    return [row(0), row(1), [flat[0][2], flat[1][2], far]];
}

/** @param {number[][]} m */
function inverse([[a, b, c], [d, e, f], [g, h, i]]) {
    const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);

    return [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ].map((row) => row.map((value) => value / det));
}

/** Lays a picture into the frame. @param {Float32Array} frame @param {Picture} picture @param {Pose} pose */
export function place(frame, picture, pose) {
    const fine = Math.round(Math.log2(1 / pose.scale));
    const level = Math.min(Math.max(fine, 0), picture.length - 1);
    const { width, height, grey } = picture[level];
    const m = projection(pose);
    const [u, v, w] = inverse(m);
    const corners = [
        [0, 0],
        [picture[0].width, 0],
        [0, picture[0].height],
        [picture[0].width, picture[0].height],
    ].map(([px, py]) => {
        const [x, y, z] = m.map((r) => r[0] * (px - pose.held[0]) + r[1] * (py - pose.held[1]) + r[2]);
        return [x / z, y / z];
    });
    const [left, top] = [0, 1].map((k) => Math.max(0, Math.floor(Math.min(...corners.map((c) => c[k])))));
    const right = Math.min(WIDTH, Math.ceil(Math.max(...corners.map((c) => c[0]))));
    const bottom = Math.min(HEIGHT, Math.ceil(Math.max(...corners.map((c) => c[1]))));

    for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++) {
            const z = w[0] * x + w[1] * y + w[2];
            const px = ((u[0] * x + u[1] * y + u[2]) / z + pose.held[0]) / 2 ** level - 0.5;
            const py = ((v[0] * x + v[1] * y + v[2]) / z + pose.held[1]) / 2 ** level - 0.5;
            const [i, j] = [Math.floor(px), Math.floor(py)];
            if (i < 0 || j < 0 || i >= width - 1 || j >= height - 1) continue;
            const [fx, fy, k] = [px - i, py - j, j * width + i];
            const above = grey[k] + fx * (grey[k + 1] - grey[k]);
            const below = grey[k + width] + fx * (grey[k + width + 1] - grey[k + width]);
            frame[y * WIDTH + x] = above + fy * (below - above);
        }
}

/** A table with some grain in its wood. */
const TABLE = new Float32Array(WIDTH * HEIGHT).map((_, i) => {
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];

    return 96 + 14 * Math.sin(y / 23 + 2 * Math.sin(x / 310)) + 6 * Math.sin(y / 3.7 + Math.sin(x / 90));
});

/** @returns {Float32Array} */
export const table = () => TABLE.slice();

/** A lamp that mirrors in the card: white at its middle. @param {Float32Array} frame @param {[number, number]} at
 * @param {number} radius pixels */
export function glare(frame, at, radius) {
    for (let y = 0; y < HEIGHT; y++)
        for (let x = 0; x < WIDTH; x++) {
            const r2 = ((x - at[0]) ** 2 + (y - at[1]) ** 2) / radius ** 2;
            if (r2 < 9) frame[y * WIDTH + x] += 400 * Math.exp(-1.2 * r2 * r2);
        }
}

/** @param {Float32Array} frame @param {(x: number) => number} by what part of the light falls on that column */
export function shade(frame, by) {
    const column = new Float32Array(WIDTH).map((_, x) => by(x));

    for (let i = 0, x = 0; i < frame.length; i++, x = x + 1 === WIDTH ? 0 : x + 1)
        frame[i] = BLACK + (frame[i] - BLACK) * column[x];
}

/** Out of focus, nearly as a bell: the mean over a square, three times in both directions.
 * @param {Float32Array} frame @param {number} deviation pixels @returns {Float32Array} */
export function blur(frame, deviation) {
    const reach = (Math.sqrt(4 * deviation ** 2 + 1) - 1) / 2;
    let now = frame;

    for (let i = 0; deviation > 0 && i < 3; i++)
        for (const [step, line] of [
            [1, WIDTH],
            [WIDTH, HEIGHT],
        ])
            now = smeared(now, step, line, reach);
    return now;
}

/** The mean over 2·reach + 1 pixels of each line, the outermost two in part. @param {Float32Array} frame
 * @param {number} step from a pixel to the next of its line @param {number} line pixels @param {number} reach */
function smeared(frame, step, line, reach) {
    const to = new Float32Array(frame.length);
    const [whole, part, next] = [Math.floor(reach), reach - Math.floor(reach), step === 1 ? WIDTH : 1];
    const edge = whole + 1;
    const row = new Float32Array(line + 2 * edge);

    for (let first = 0, l = 0; l < frame.length / line; l++, first += next) {
        for (let i = 0; i < row.length; i++) row[i] = frame[first + Math.min(Math.max(i - edge, 0), line - 1) * step];
        let sum = 0;
        for (let i = 1; i < 2 * edge; i++) sum += row[i];
        for (let i = 0; i < line; i++) {
            to[first + i * step] = (sum + part * (row[i] + row[i + 2 * edge])) / (2 * reach + 1);
            sum += row[i + 2 * edge] - row[i + 1];
        }
    }
    return to;
}

/** A hand that moves while the shutter is open. @param {Float32Array} frame @param {number} length pixels
 * @param {number} degrees @returns {Float32Array} */
export function moved(frame, length, degrees) {
    const points = Math.ceil(length) + 1;
    const to = new Float32Array(frame.length);

    for (let p = 0; p < points; p++) {
        const along = length * (p / Math.max(points - 1, 1) - 0.5);
        const [dx, dy] = [Math.cos, Math.sin].map((f) => Math.round(along * f((degrees * Math.PI) / 180)));
        const shift = dy * WIDTH + dx;
        const [from, until] = [Math.max(0, -shift), Math.min(frame.length, frame.length - shift)];
        for (let i = from; i < until; i++) to[i] += frame[i + shift] / points;
    }
    return to;
}

/** Noise of a sensor: of each pixel by itself, and more of it where more light falls. @param {Float32Array} frame
 * @param {number} deviation grey levels @param {() => number} random */
export function noise(frame, deviation, random) {
    for (let i = 0; i < frame.length; i++)
        frame[i] += deviation * (0.5 + frame[i] / 255) * 1.22 * (random() + random() + random() + random() - 2);
}

/** @param {Float32Array} frame @returns {ImageData} */
export function exposed(frame) {
    const pixels = new ImageData(WIDTH, HEIGHT);

    for (let i = 0; i < frame.length; i++) {
        const level = Math.round(frame[i]); /* the array holds it between 0 and 255 by itself */
        pixels.data[4 * i] = pixels.data[4 * i + 1] = pixels.data[4 * i + 2] = level;
        pixels.data[4 * i + 3] = 255;
    }
    return pixels;
}

/** Kept and opened again as a JPEG. @param {ImageData} pixels @param {number} quality 0 to 1
 * @returns {Promise<ImageBitmap>} */
export async function squeezed(pixels, quality) {
    const canvas = new OffscreenCanvas(WIDTH, HEIGHT);

    canvas.getContext('2d').putImageData(pixels, 0, 0);
    return createImageBitmap(await canvas.convertToBlob({ type: 'image/jpeg', quality }));
}
