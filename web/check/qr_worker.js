// @ts-check
/* Reads pictures in a thread of its own, so that the camera's picture does not stop while one is looked through. */
import { qrLoad, qrRead } from './qr_reader.js';

self.addEventListener('message', async ({ data: { id, picture, thorough } }) => {
    try {
        self.postMessage({ id, texts: await qrRead(picture, thorough) });
    } catch {
        self.postMessage({ id, failed: true });
    }
});
qrLoad().then(
    () => self.postMessage({ ready: true }),
    () => self.postMessage({ failed: true }),
);
