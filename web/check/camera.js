// @ts-check
/* The camera, its torch, and which cameras there are. */

/** @typedef {'refused' | 'none' | 'busy' | 'insecure'} CameraFault */
/** @typedef {{ stream: MediaStream, id: string, torch: boolean, zooms: number[] }} Camera zooms: those
 *      offered, of which the first is none; fewer than two: it cannot */

/** What a browser may say that a camera can, and TypeScript has not heard of.
 * @typedef {MediaTrackCapabilities & { torch?: boolean, focusMode?: string[],
 *      zoom?: { min: number, max: number } }} Can */
/** @typedef {{ torch?: boolean, focusMode?: string, zoom?: number }} Wish */

const ZOOMS = [1, 2]; /* times the widest: a card is held near, and a small code far is rare */

/** @type {Readonly<Record<string, CameraFault>>} */
const FAULTS = Object.freeze({
    NotAllowedError: 'refused',
    SecurityError: 'refused',
    NotFoundError: 'none',
    OverconstrainedError: 'none',
});

/**
 * @param {string | null} wanted device id; null: whichever looks away from the user
 * @returns {Promise<Camera | { fault: CameraFault }>}
 */
export async function cameraOpen(wanted) {
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    const which = wanted ? { deviceId: { exact: wanted } } : { facingMode: { ideal: 'environment' } };

    if (!navigator.mediaDevices?.getUserMedia) return { fault: window.isSecureContext ? 'none' : 'insecure' };
    try {
        const stream = await navigator.mediaDevices.getUserMedia({ video: { ...which, ...size }, audio: false });
        const track = stream.getVideoTracks()[0];
        const can = /** @type {Can} */ (track.getCapabilities?.() ?? {});
        if (can.focusMode?.includes('continuous')) await wish(track, { focusMode: 'continuous' });
        return {
            stream,
            id: track.getSettings().deviceId ?? '',
            torch: Boolean(can.torch),
            zooms: ZOOMS.map((by) => by * (can.zoom?.min ?? 0)).filter((zoom) => zoom && zoom <= (can.zoom?.max ?? 0)),
        };
    } catch (failure) {
        const name = /** @type {DOMException} */ (failure).name;
        if (wanted && FAULTS[name] === 'none') return cameraOpen(null);
        return { fault: FAULTS[name] ?? 'busy' };
    }
}

/** @param {Camera} camera */
export function cameraClose(camera) {
    for (const track of camera.stream.getTracks()) track.stop();
}

/** Whether the camera still gives a picture: the system may have taken it. @param {Camera} camera */
export function cameraLives(camera) {
    const track = camera.stream.getVideoTracks()[0];

    return track?.readyState === 'live' && !track.muted;
}

/** @param {MediaStreamTrack} track @param {Wish} set */
async function wish(track, set) {
    const constraints = /** @type {MediaTrackConstraints} */ ({ advanced: [set] });

    await track.applyConstraints(constraints).catch(() => {});
}

/** @param {Camera} camera @param {boolean} lit @returns {Promise<boolean>} what the lamp does now */
export async function torchSet(camera, lit) {
    await wish(camera.stream.getVideoTracks()[0], { torch: lit });
    return torchLit(camera) ?? lit;
}

/** What the lamp does; undefined: the browser does not say. @param {Camera} camera @returns {boolean | undefined} */
export function torchLit(camera) {
    return /** @type {Wish} */ (camera.stream.getVideoTracks()[0]?.getSettings() ?? {}).torch;
}

/** @param {Camera} camera @param {number} zoom */
export function zoomSet(camera, zoom) {
    return wish(camera.stream.getVideoTracks()[0], { zoom });
}

/** @returns {Promise<{ id: string, label: string }[]>} */
export async function cameraList() {
    const devices = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];

    return devices
        .filter((d) => d.kind === 'videoinput' && d.deviceId)
        .map((d) => ({ id: d.deviceId, label: d.label }));
}
