// @ts-check
/* The app's own next version. The service worker fetches it whole; a page that stays open all day changes over to it
 * between two cards, when nothing is on the screen. */
import { useEffect, useState } from '/vendor/preact.js';

const LOOK = 60 * 60 * 1000; /* ms between two looks for another version */
const QUIET = 1500; /* ms without a card before it changes over */

/** So that the app starts without a network. */
export async function versionKeep() {
    /* Without its slash, as it is typed: the address must open with no network, too. */
    await navigator.serviceWorker?.register('/check/sw.js', { scope: '/check' });
    for (const former of (await navigator.serviceWorker?.getRegistrations()) ?? [])
        if (former.scope.endsWith('/check/')) await former.unregister();
    await versionLook();
}

async function versionLook() {
    (await navigator.serviceWorker?.ready)?.active?.postMessage('refresh');
}

/** @param {boolean} idle no card is in hand */
export function useNewVersion(idle) {
    const [newer, setNewer] = useState(false);

    useEffect(() => {
        const heard = (/** @type {MessageEvent} */ { data }) => data === 'newer' && setNewer(true);
        const look = () => void versionLook().catch(() => {});
        const seen = () => document.hidden || look();
        const timer = setInterval(look, LOOK);
        navigator.serviceWorker?.addEventListener('message', heard);
        document.addEventListener('visibilitychange', seen);
        return () => {
            clearInterval(timer);
            navigator.serviceWorker?.removeEventListener('message', heard);
            document.removeEventListener('visibilitychange', seen);
        };
    }, []);
    useEffect(() => {
        const timer = newer && idle ? setTimeout(() => location.reload(), QUIET) : undefined;
        return () => clearTimeout(timer);
    }, [newer, idle]);
}
