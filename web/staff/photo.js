// @ts-check
/* A photo as it leaves the device: upright, no larger than print on it needs, and without what a camera writes beside
 * it (place, time, device): it is drawn anew, so only its dots go. The server lays bare what comes all the same
 * (app/render/bare_jpeg.h): a page that cannot draw sends the photo as it is. */

const LONGEST = 2600; /* dots: A4 at 220 to the inch, so that the small print of a decision can be read */
const QUALITY = 0.85; /* of JPEG, 0 to 1 */

/** Browsers that hide what device they run on give noise in place of what was drawn. */
function drawsTrue() {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
    const drawing = canvas.getContext('2d');

    if (!drawing) return false;
    drawing.fillStyle = '#2468ac';
    drawing.fillRect(0, 0, 1, 1);
    const { data } = drawing.getImageData(0, 0, 1, 1);
    return [0x24, 0x68, 0xac, 0xff].every((part, i) => data[i] === part);
}

/** @param {HTMLImageElement} photo @param {string} type @returns {Promise<Blob | null>} null: it cannot be drawn */
function drawn(photo, type) {
    const scale = Math.min(1, LONGEST / Math.max(photo.naturalWidth, photo.naturalHeight));
    const canvas = Object.assign(document.createElement('canvas'), {
        width: Math.max(1, Math.round(photo.naturalWidth * scale)),
        height: Math.max(1, Math.round(photo.naturalHeight * scale)),
    });
    const drawing = canvas.getContext('2d');

    if (!drawing) return Promise.resolve(null);
    drawing.imageSmoothingQuality = 'high';
    drawing.drawImage(photo, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, type, QUALITY));
}

/** @param {File} file a JPEG, a PNG or anything else
 * @returns {Promise<File>} a picture of its type; the file itself where it is no picture that can be drawn here */
export async function photoUpright(file) {
    if (!['image/jpeg', 'image/png'].includes(file.type) || !drawsTrue()) return file;
    const url = URL.createObjectURL(file);

    try {
        const photo = Object.assign(new Image(), { src: url });
        await photo.decode();
        const picture = await drawn(photo, file.type);
        return picture?.type === file.type ? new File([picture], file.name, { type: file.type }) : file;
    } catch {
        return file;
    } finally {
        URL.revokeObjectURL(url);
    }
}
