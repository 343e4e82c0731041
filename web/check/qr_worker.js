// @ts-check
import { qrRead } from './qr_reader.js';

self.addEventListener('message', async ({ data: { id, picture, thorough } }) => {
    try {
        self.postMessage({ id, text: await qrRead(picture, thorough) });
    } catch {
        self.postMessage({ id, failed: true });
    }
});
self.postMessage({ ready: true });
