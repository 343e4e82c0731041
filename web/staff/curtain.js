// @ts-check
/* The privacy curtain: F9, Escape twice, or the button at the top; and by itself when nobody touches the computer. It
 * covers everything at once, dialogs too, and says nothing of what is behind it. Lifting it takes a key or a click and
 * no password: it is against eyes at the desk, and has to be so cheap that it is used ten times a day. Against somebody
 * else at the keyboard there is the session, which ends by itself, and the computer's own lock. */
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { deviceRead } from './device.js';
import { say } from './texts.js';

const KEY = 'F9';
const TWICE = 600; /* ms between two Escapes */
const LOOK = 5000;

/** @type {(() => void) | null} */
let fall = null;
export const curtainFall = () => fall?.();

/** @type {Set<(down: boolean) => void>} */
const listeners = new Set();

/** For what must not even be held in the open behind it. @param {(down: boolean) => void} listener
 * @returns {() => void} ends it */
export function curtainListen(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

/** Calls back when nobody has touched the computer for the minutes that are set. @param {() => void} idle */
function useIdle(idle) {
    useEffect(() => {
        let touched = Date.now();
        const touch = () => {
            touched = Date.now();
        };
        const look = () => Date.now() - touched > deviceRead().curtain * 60_000 && idle();
        const timer = setInterval(look, LOOK);
        const kinds = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];
        kinds.forEach((kind) => window.addEventListener(kind, touch, { passive: true, capture: true }));
        document.addEventListener('visibilitychange', look);
        return () => {
            clearInterval(timer);
            document.removeEventListener('visibilitychange', look);
            kinds.forEach((kind) => window.removeEventListener(kind, touch, { capture: true }));
        };
    }, []);
}

/** @param {{ on: boolean }} props on: somebody is signed in, so there is something to hide */
export function Curtain({ on }) {
    const [down, setDown] = useState(false);
    const place = useRef(/** @type {HTMLDialogElement | null} */ (null));
    const before = useRef(/** @type {Element | null} */ (null));
    const latest = useRef(on);
    latest.current = on;

    const drop = () => {
        const dialog = place.current;
        if (!latest.current || !dialog || dialog.open) return;
        before.current = document.activeElement;
        document.documentElement.classList.add('curtained');
        dialog.showModal();
        setDown(true);
        listeners.forEach((listener) => listener(true));
    };
    const lift = () => {
        place.current?.close();
        document.documentElement.classList.remove('curtained');
        setDown(false);
        /** @type {HTMLElement | null} */ (before.current)?.focus?.();
        listeners.forEach((listener) => listener(false));
    };

    useIdle(drop);
    useEffect(() => {
        let escaped = 0;
        const key = (/** @type {KeyboardEvent} */ event) => {
            const open = place.current?.open;
            const twice = event.key === 'Escape' && event.timeStamp - escaped < TWICE;
            if (
                open &&
                (event.key === 'Tab' || event.ctrlKey || event.altKey || event.metaKey || event.key === 'Shift')
            )
                return;
            if (open || event.key === KEY || twice) {
                event.preventDefault();
                event.stopPropagation();
                escaped = 0;
                return open ? lift() : drop();
            }
            escaped = event.key === 'Escape' ? event.timeStamp : 0;
        };
        fall = drop;
        window.addEventListener('keydown', key, { capture: true });
        return () => {
            fall = null;
            window.removeEventListener('keydown', key, { capture: true });
        };
    }, []);
    useEffect(() => {
        if (!on && down) lift();
    }, [on, down]);

    return html`<dialog ref=${place} class="curtain" aria-label=${say('curtain.title')} data-testid="curtain"
        onCancel=${(/** @type {Event} */ e) => e.preventDefault()}>
        <button type="button" class="curtain-lift" data-testid="curtain-lift"
            onClick=${lift}>${say('curtain.lift')}</button></dialog>`;
}
