// @ts-check
/* The live camera: opened, looked through for codes, and what to do when there is none. */
/** @import { Camera } from './camera.js' */
/** @import { Decoder } from './decoder.js' */
/** @import { Say } from './texts.js' */
import { html, useCallback, useEffect, useRef, useState } from '/vendor/preact.js';
import { cameraClose, cameraList, cameraLives, cameraOpen, torchLit, torchSet, zoomSet } from './camera.js';
import { decoderMake } from './decoder.js';
import { Icon } from './icons.js';

const BETWEEN = 80; /* ms from one look to the next */
const WATCH = 400; /* ms between two looks whether the picture still moves */
const STILL = 1200; /* ms without a new picture: the system has taken the camera */
const FAILED = 3; /* pictures in a row that the reader could not look at, though it was loaded anew */
const REOPENED = 2; /* times in a row that it is opened again by itself */

/** @typedef {'starting' | 'loading' | 'ready' | 'refused' | 'none' | 'busy' | 'insecure' | 'no_reader'} Phase */

const SHOWN_ONLY = ['scan.ready', 'enrol.scan_ready']; /* lines that ask for what a camera alone can see */
const WORKING = ['starting', 'loading', 'ready'];

/** @param {HTMLVideoElement} video @param {Camera} camera */
async function play(video, camera) {
    video.srcObject = camera.stream;
    await video.play().catch(() => {});
}

/** Looks again and again until `over` says so. It throws where the reader cannot look: whoever holds a card before a
 * picture that moves would wait for ever. @param {HTMLVideoElement} video
 * @param {Decoder} decoder
 * @param {() => boolean} paused @param {() => boolean} over @param {(text: string) => void} found */
async function look(video, decoder, paused, over, found) {
    let failed = 0; /* times in a row */

    while (!over()) {
        if (!paused() && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
            const text = await decoder.read(video).catch((failure) => {
                if (++failed === FAILED) throw failure;
            });
            if (text !== undefined) failed = 0;
            if (text && !paused() && !over()) found(text);
        }
        await new Promise((resolve) => setTimeout(resolve, BETWEEN));
    }
}

/** The stream, for as long as the component stands and the page is seen: a hidden page lets go of the camera.
 * @param {{ current: HTMLVideoElement | null }} video @param {string | null} wanted @param {number} tries
 * @param {{ current: { paused: boolean, onCode: (text: string) => void } }} now */
function useCamera(video, wanted, tries, now) {
    const [phase, setPhase] = useState(/** @type {Phase} */ ('starting'));
    const [camera, setCamera] = useState(/** @type {Camera | null} */ (null));
    const [hidden, setHidden] = useState(document.hidden);
    const [decoder, setDecoder] = useState('');

    useEffect(() => {
        const change = () => setHidden(document.hidden);
        document.addEventListener('visibilitychange', change);
        return () => document.removeEventListener('visibilitychange', change);
    }, []);

    useEffect(() => {
        let over = false;
        /** @type {Camera | null} */
        let open = null;
        const begin = async () => {
            setPhase('starting');
            const opened = await cameraOpen(wanted);
            if ('fault' in opened) return over || setPhase(opened.fault);
            open = opened;
            if (over || !video.current) return cameraClose(opened);
            setCamera(opened);
            await play(video.current, opened);
            if (!over) setPhase('loading');
            const made = await decoderMake();
            if (over) return;
            setDecoder(made.kind);
            setPhase('ready');
            await look(
                video.current,
                made,
                () => now.current.paused,
                () => over,
                (text) => now.current.onCode(text),
            );
        };
        const close = () => {
            over = true;
            setCamera(null);
            if (open) cameraClose(open);
        };
        if (!hidden)
            begin().catch(() => {
                if (over) return;
                close();
                setPhase('no_reader');
            });
        return close;
    }, [wanted, tries, hidden]);
    return { phase, camera, decoder };
}

/** A call, another program, a lid that was shut: the picture stands, and nobody is told. Then the camera is opened
 * again, and where that does not help it is said. Also what the lamp does, which goes out by itself.
 * @param {{ current: HTMLVideoElement | null }} video @param {Camera | null} camera
 * @param {() => void} lost @param {(lit: boolean) => void} lamp */
function useWatch(video, camera, lost, lamp) {
    useEffect(() => {
        let last = -1,
            moved = performance.now();
        const watch = () => {
            const now = performance.now();
            const at = video.current?.currentTime ?? -1;
            if (!camera || document.hidden) return;
            if (at !== last && cameraLives(camera)) [last, moved] = [at, now];
            if (now - moved > STILL) return lost();
            const lit = torchLit(camera);
            if (lit !== undefined) lamp(lit);
        };
        lamp(false);
        const timer = camera ? setInterval(watch, WATCH) : undefined;
        return () => clearInterval(timer);
    }, [camera]);
}

/** Keeps the screen of a checker at a door from going dark. The browser ends that by itself when the page is hidden.
 * @param {Camera | null} camera */
function useAwake(camera) {
    useEffect(() => {
        const awake = camera ? navigator.wakeLock?.request('screen').catch(() => null) : null;
        return () => void awake?.then((lock) => lock?.release());
    }, [camera]);
}

/** @param {Camera | null} camera */
function useCameraNames(camera) {
    const [cameras, setCameras] = useState(/** @type {{ id: string, label: string }[]} */ ([]));

    useEffect(() => {
        if (camera) void cameraList().then(setCameras);
    }, [camera]);
    return cameras;
}

/**
 * @param {object} props
 * @param {Say} props.say
 * @param {string | null} props.wanted camera id
 * @param {boolean} props.paused
 * @param {string} props.ready what to say when it looks
 * @param {(text: string) => void} props.onCode
 * @param {(id: string) => void} props.onCamera another camera was chosen
 */
export function Viewfinder({ say, wanted, paused, ready, onCode, onCamera }) {
    const video = useRef(/** @type {HTMLVideoElement | null} */ (null));
    const now = useRef({ paused, onCode });
    const [tries, setTries] = useState(0);
    const [gone, setGone] = useState(false);
    const [lit, setLit] = useState(false);
    const [zoom, setZoom] = useState(0); /* which of the camera's */
    const reopened = useRef(0);
    const { phase, camera, decoder } = useCamera(video, wanted, tries, now);
    const cameras = useCameraNames(camera);
    useAwake(camera);
    now.current = { paused, onCode: (text) => ((reopened.current = 0), onCode(text)) };

    const again = () => {
        setGone(false);
        setTries((n) => n + 1);
    };
    const lost = () => {
        if (reopened.current++ < REOPENED) again();
        else setGone(true);
    };
    useWatch(video, camera, lost, setLit);
    useEffect(() => setZoom(0), [camera]);
    const light = useCallback(() => {
        if (camera) void torchSet(camera, !lit).then(setLit);
    }, [camera, lit]);
    const nearer = useCallback(() => {
        const next = camera ? (zoom + 1) % camera.zooms.length : 0;
        if (camera) void zoomSet(camera, camera.zooms[next]).then(() => setZoom(next));
    }, [camera, zoom]);

    if (gone || !WORKING.includes(phase))
        return html`<${CameraFault} say=${say} fault=${gone ? 'busy' : phase} line=${ready}
            again=${() => ((reopened.current = 0), again())} />`;
    return html`
        <section class="viewfinder" data-testid="viewfinder" data-phase=${phase} data-decoder=${decoder}
            aria-label=${say('camera.label')}>
            <video ref=${video} muted playsinline aria-hidden="true"></video>
            <div class="frame" aria-hidden="true"></div>
            <p class="viewfinder-line" role="status">${say(phase === 'ready' ? ready : `camera.${phase}`)}</p>
            <div class="viewfinder-tools">
                ${
                    camera?.torch &&
                    html`<button type="button" class="tool" data-testid="torch" aria-pressed=${lit} onClick=${light}>
                        <${Icon} name="light" />${say(lit ? 'camera.light_off' : 'camera.light_on')}</button>`
                }
                ${
                    camera &&
                    camera.zooms.length > 1 &&
                    html`<button type="button" class="tool" data-testid="zoom" aria-pressed=${zoom > 0}
                        onClick=${nearer}>
                        <${Icon} name="zoom" />${say(zoom ? 'camera.wide' : 'camera.near')}</button>`
                }
                ${
                    cameras.length > 1 &&
                    html`<${CameraChoice} say=${say} cameras=${cameras} chosen=${camera?.id} onCamera=${onCamera} />`
                }
            </div>
        </section>`;
}

/** @param {{ say: Say, cameras: { id: string, label: string }[], chosen: string | undefined,
 *   onCamera: (id: string) => void }} props */
function CameraChoice({ say, cameras, chosen, onCamera }) {
    const choose = (/** @type {Event} */ event) => onCamera(/** @type {HTMLSelectElement} */ (event.target).value);

    return html`
        <label class="tool"><${Icon} name="swap" /><span class="visually-hidden">${say('camera.choose')}</span>
            <select data-testid="camera-choice" value=${chosen} onChange=${choose}>
                ${cameras.map(
                    ({ id, label }, i) => html`<option value=${id}>
                        ${label || say('camera.number', { number: i + 1 })}</option>`,
                )}
            </select>
        </label>`;
}

/** @param {{ say: Say, fault: string, line: string, again: () => void }} props line: what would stand in the picture */
function CameraFault({ say, fault, line, again }) {
    return html`
        <section class="viewfinder fault" role="alert" data-testid="camera-fault" data-fault=${fault}>
            <${Icon} name="warning" />
            <p class="fault-what">${say(`camera.fault.${fault}`)}</p>
            <p>${say(`camera.fault.${fault}.next`)}</p>
            <button type="button" class="button" onClick=${again}>${say('again')}</button>
            ${!SHOWN_ONLY.includes(line) && html`<p class="fault-what" role="status">${say(line)}</p>`}
        </section>`;
}
