// @ts-check
/* The camera, its torch, and which cameras there are. */

/** @typedef {'refused' | 'none' | 'busy' | 'insecure'} CameraFault */
/** @typedef {{ stream: MediaStream, id: string, torch: boolean }} Camera */

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
        const can = /** @type {MediaTrackCapabilities & { torch?: boolean }} */ (track.getCapabilities?.() ?? {});
        return { stream, id: track.getSettings().deviceId ?? '', torch: Boolean(can.torch) };
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

/** @param {Camera} camera @param {boolean} lit */
export async function torchSet(camera, lit) {
    /** @type {MediaTrackConstraints & { advanced: { torch?: boolean }[] }} of which TypeScript has not heard */
    const wish = { advanced: [{ torch: lit }] };

    await camera.stream
        .getVideoTracks()[0]
        .applyConstraints(wish)
        .catch(() => {});
}

/** @returns {Promise<{ id: string, label: string }[]>} */
export async function cameraList() {
    const devices = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];

    return devices
        .filter((d) => d.kind === 'videoinput' && d.deviceId)
        .map((d) => ({ id: d.deviceId, label: d.label }));
}
