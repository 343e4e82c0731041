/* The kinds of pictures that a checker's camera gets to see, each from gentle to what no reader can read, so that its
 * rate tells how far the reader comes. It runs in the page, with the checker's own decoder. */
import {
    HEIGHT,
    WIDTH,
    blur,
    chance,
    exposed,
    glare,
    moved,
    noise,
    pictureOf,
    place,
    shade,
    squeezed,
    table,
} from './lens.mjs';

/** @typedef {import('./lens.mjs').Picture} Picture */
/** What stands in a picture: `pitch` pixels for a module of its code, whose middle is `middle`.
 * @typedef {{ picture: Picture, inverse: Picture, pitch: number, middle: [number, number] }} Shown */

/** How one is held, and what is done to the frame; what is left out is as in a good light on a calm table.
 * @typedef {object} Scene
 * @property {number} [module] pixels of the frame for a module of the code
 * @property {number} [share] of the frame's area that the whole card takes, in place of `module`
 * @property {number} [turned] degrees
 * @property {number} [tilt] degrees
 * @property {number} [advert] another code beside the card: pixels for a module of it
 * @property {boolean} [inverted]
 * @property {number} [light] part of a good one
 * @property {number} [gradient] how much darker it is on one side than on the other, 0 to 1
 * @property {number} [glare] its radius as a part of the code's side
 * @property {number} [blur] deviation in modules
 * @property {number} [motion] modules
 * @property {number} [noise] deviation in grey levels
 * @property {number} [jpeg] quality */

/** From s = 0, gentle, to s = 1. @type {Record<string, (s: number, random: () => number) => Scene>} */
export const KINDS = {
    plain: (s) => ({ module: 8 - 5 * s }),
    share: (s) => ({ share: 0.3 - 0.15 * s, noise: 6, blur: 0.15 }),
    small: () => ({ module: 2.2, noise: 3, blur: 0.15 }),
    far: (s) => ({ module: 2.2 - 1.1 * s, noise: 3, blur: 0.15 }),
    blur: (s) => ({ blur: 1.4 * s }),
    motion: (s) => ({ motion: 4 * s }),
    noise: (s) => ({ noise: 140 * s }),
    'low light': (s) => ({ light: 0.4 * (1 - s) ** 2 + 0.01, noise: 3 }),
    shadow: (s) => ({ gradient: 0.5 + 0.5 * s, noise: 4 }),
    glare: (s) => ({ glare: 0.05 + 0.4 * s }),
    perspective: (s) => ({ tilt: 80 * s, module: 6 }),
    rotation: (s) => ({ turned: 360 * s, blur: 0.2 }),
    jpeg: (s) => ({ jpeg: 0.4 * (1 - s), module: 4 }),
    inverted: (s) => ({ inverted: true, module: 6 - 3 * s, blur: 0.15 }),
    'advertisement beside': (s) => ({ advert: 3 + 7 * s, module: 4 }),
    hand: (s, random) => ({
        module: 3 + 3 * random(),
        blur: 0.6 * s * random(),
        motion: 2 * s * random(),
        noise: 10 + 10 * random(),
        light: 1 - 0.7 * s * random(),
        gradient: 0.5 * random(),
        tilt: 45 * s * random(),
        turned: 360 * random(),
        jpeg: 0.6,
    }),
};

/** @param {Picture} picture @returns {Picture} */
const inverseOf = (picture) => picture.map((level) => ({ ...level, grey: level.grey.map((light) => 255 - light) }));

/** @param {Shown} card @param {Shown} advert @param {Scene} scene @param {() => number} random
 * @returns {Promise<ImageBitmap>} */
async function frameOf(card, advert, scene, random) {
    const area = card.picture[0].width * card.picture[0].height;
    const scale = scene.share ? Math.sqrt((scene.share * WIDTH * HEIGHT) / area) : (scene.module ?? 5) / card.pitch;
    const module = scale * card.pitch;
    const at = [WIDTH / 2 + (scene.advert ? 280 : 60 * (random() - 0.5)), HEIGHT / 2 + 60 * (random() - 0.5)];
    const turned = scene.turned ?? 20 * (random() - 0.5);
    const pose = { held: card.middle, at, scale, turned, tilt: scene.tilt ?? 0, towards: 360 * random() };
    let frame = table();

    if (scene.advert) {
        const beside = { at: [WIDTH / 2 - 330, HEIGHT / 2], scale: scene.advert / advert.pitch, turned: -turned };
        place(frame, advert.picture, { ...pose, ...beside, held: advert.middle });
    }
    place(frame, scene.inverted ? card.inverse : card.picture, pose);
    const side = 57 * module;
    if (scene.glare)
        glare(frame, [at[0] + side * (random() - 0.5), at[1] + side * (random() - 0.5)], side * scene.glare);
    const [light, gradient] = [scene.light ?? 1, scene.gradient ?? 0];
    /* The edge of a shadow goes through the code. */
    if (light < 1 || gradient) shade(frame, (x) => light * (1 - gradient / (1 + Math.exp((at[0] - x) / (side / 12)))));
    frame = blur(frame, (scene.blur ?? 0) * module);
    if (scene.motion) frame = moved(frame, scene.motion * module, 360 * random());
    noise(frame, scene.noise ?? 2, random);
    const pixels = exposed(frame);
    return scene.jpeg === undefined ? createImageBitmap(pixels) : squeezed(pixels, scene.jpeg);
}

/** @param {string} url @param {number} pitch @param {[number, number]} middle @returns {Promise<Shown>} */
export async function shown(url, pitch, middle) {
    const bitmap = await createImageBitmap(await (await fetch(url)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');

    context.drawImage(bitmap, 0, 0);
    const picture = pictureOf(context.getImageData(0, 0, bitmap.width, bitmap.height));
    return { picture, inverse: inverseOf(picture), pitch, middle };
}

/** Reads `count` pictures of a kind, as the live camera's are read.
 * @param {{ read: (picture: ImageBitmap) => Promise<string | null> }} decoder
 * @param {{ kind: string, count: number, card: Shown, advert: Shown, text: string }} what text: of the card
 * @returns {Promise<{ read: number, wrong: number, ms: number }>} wrong: another text; ms: of reading, per picture */
export async function kindRead(decoder, { kind, count, card, advert, text }) {
    const told = { read: 0, wrong: 0, ms: 0 };

    for (let i = 0; i < count; i++) {
        const random = chance(1000 * Object.keys(KINDS).indexOf(kind) + Math.round((997 * i) / count));
        const picture = await frameOf(card, advert, KINDS[kind]((i + 0.5) / count, random), random);
        const began = performance.now();
        const found = await decoder.read(picture);
        told.ms += (performance.now() - began) / count;
        picture.close();
        if (found === text) told.read++;
        else if (found !== null) told.wrong++;
    }
    return told;
}
