// @ts-check
/* What stands on the screen, and what leads from one screen to the other. Screens but the scanner stand behind '#' in
 * the address, so that the phone's own "back" leads to the scanner and not out of the app. */
/** @import { Verdict } from './desk.js' */
/** @import { Settings } from './settings_screen.js' */
/** @import { Scan } from './strokes.js' */
/** @import { Say } from './texts.js' */
import { html, render, useCallback, useEffect, useMemo, useRef, useState } from '/vendor/preact.js';
import { ChildrenScreen } from './children_screen.js';
import { readCode, shortRead } from './code.js';
import { Desk } from './desk.js';
import { EnrolAgainScreen, EnrolScreen, HomeScreenAdvice } from './enrol_screen.js';
import { Header } from './header.js';
import { iosTab } from './ios.js';
import { managed, useKiosk } from './kiosk.js';
import { LANGUAGES } from './languages.js';
import { NumberScreen } from './number_screen.js';
import { ScanScreen } from './scan_screen.js';
import { ScannerScreen } from './scanner_screen.js';
import { isTrial } from './scanner_trial.js';
import { SettingsScreen } from './settings_screen.js';
import { Signals } from './signals.js';
import { StoppedScreen } from './stopped_screen.js';
import { Store } from './store.js';
import { textsOf } from './strokes.js';
import { textsLoad } from './texts.js';
import { VerdictScreen, verdictSpoken } from './verdict_screen.js';
import { useNewVersion, versionKeep } from './version.js';
import { listenToWedge } from './wedge.js';

/** @type {Settings} */
const DEFAULTS = { language: 'sq', sound: true, vibration: true, dwell: 3, camera: null, kiosk: false, pin: null };
const SCREENS = ['number', 'children', 'settings', 'scanner'];
const SAME_SHOWN = 2500; /* ms */
const UNLOCK_AFTER = 1000; /* ms after the first key; browsers allow it for some seconds */
const LOOK_AROUND = 30 * 1000; /* ms between two looks whether it is time to refresh */

/** @param {string} screen */
function go(screen) {
    if (screen === 'scan' && history.state?.inside) return history.back();
    if (screen === 'scan') history.replaceState(null, '', location.pathname);
    else if (location.hash) history.replaceState(history.state, '', `#${screen}`);
    else history.pushState({ inside: true }, '', `#${screen}`);
    window.dispatchEvent(new Event('popstate'));
}

/** The screen that the address names. @param {(secret: string) => void} onSecret a link was opened in this very
 * window */
function useScreen(onSecret) {
    const name = () => (SCREENS.includes(location.hash.slice(1)) ? location.hash.slice(1) : 'scan');
    const [screen, setScreen] = useState(name);

    useEffect(() => {
        const change = () => {
            const code = readCode(location.hash);
            /* Settings in the address are taken at the start, and then it is emptied: a PIN may stand in it. */
            if (location.hash.startsWith('#set&')) return location.reload();
            if (code.kind === 'enrol') {
                history.replaceState(null, '', location.pathname);
                onSecret(code.secret);
            }
            setScreen(name());
        };
        window.addEventListener('popstate', change);
        window.addEventListener('hashchange', change);
        return () => {
            window.removeEventListener('popstate', change);
            window.removeEventListener('hashchange', change);
        };
    }, []);
    useEffect(() => {
        /* Whoever moves by keyboard or hears the screen goes on from its beginning. */
        if (document.activeElement === document.body) document.querySelector('main')?.focus({ preventScroll: true });
        window.scrollTo(0, 0);
    }, [screen]);
    return screen;
}

/** Keys and lists in the background, and the app's own next version. @param {Desk} desk */
function useRefresh(desk) {
    const [, setChanges] = useState(0);

    useEffect(() => {
        const soon = () => void desk.refresh();
        const now = () => void desk.refresh(true);
        const seen = () => document.hidden || soon();
        desk.onchange = () => setChanges((n) => n + 1);
        now();
        const timer = setInterval(soon, LOOK_AROUND);
        window.addEventListener('online', now);
        document.addEventListener('visibilitychange', seen);
        return () => {
            clearInterval(timer);
            window.removeEventListener('online', now);
            document.removeEventListener('visibilitychange', seen);
        };
    }, [desk]);
}

/** @param {Desk} desk @param {string | null} secret of the link this page was opened with
 * @param {() => void} enrolled */
function useEnrolment(desk, secret, enrolled) {
    const whole = secret && readCode(secret).kind === 'enrol' ? secret : null;
    const [pending, setPending] = useState(whole);
    const [state, setState] = useState(secret && !whole && !desk.device ? 'not_enrol' : '');
    const [inTab, setInTab] = useState(!iosTab); /* it is set up here, whatever the home screen would be worth */
    const used = useRef(''); /* the link this device was just enrolled by: the camera may still be looking at it */
    const sheet = useRef(''); /* the link that was refused: of a sheet, maybe, that wants its code */

    const enrol = useCallback(
        async (/** @type {string} */ code, short = '') => {
            setState('working');
            const first = await desk.enrol(code, short);
            /* An old sheet, and a code that has nothing to do with it. */
            const outcome = first === 'refused' && short ? await desk.enrol(short) : first;
            setState(outcome === 'ok' ? '' : outcome);
            sheet.current = outcome === 'refused' && !shortRead(code) ? code : '';
            if (outcome === 'ok') used.current = code;
            if (outcome === 'ok') enrolled();
            if (outcome === 'ok' || !desk.device || desk.stopped) setPending(null);
        },
        [desk],
    );
    const offer = useCallback(
        (/** @type {string} */ code) => {
            if (code === used.current) return;
            setState('');
            setPending(code);
            if (inTab && (!desk.device || desk.stopped)) void enrol(code);
        },
        [desk, enrol, inTab],
    );
    const type = (/** @type {string} */ short) => enrol(sheet.current || short, sheet.current && short);
    const here = () => {
        setInTab(true);
        if (pending) void enrol(pending);
    };

    useEffect(() => {
        if (whole) offer(whole);
    }, []);
    return {
        pending,
        state,
        offer,
        setState,
        type,
        advised: !inTab && Boolean(pending) && (!desk.device || Boolean(desk.stopped)),
        here,
        yes: () => pending && enrol(pending),
        no: () => setPending(null),
    };
}

/** @typedef {'camera' | 'wedge' | 'hand'} Way how a code came; by hand: typed, or a photo */

/** Asking about a code, and the answer until the next card. @param {Desk} desk @param {Signals} signals
 * @param {Say} say
 * @param {(secret: string) => void} offer */
function useCheck(desk, signals, say, offer) {
    const [verdict, setVerdict] = useState(/** @type {Verdict | null} */ (null));
    const [busy, setBusy] = useState(false);
    const [same, setSame] = useState(false);
    const [spoken, setSpoken] = useState('');
    const [refused, setRefused] = useState(0); /* codes that came while another one was asked about */
    const asking = useRef('');
    const seen = useRef(false); /* the last card, by the camera */

    const check = async (/** @type {string} */ text, /** @type {Way} */ way) => {
        if (!desk.device || desk.stopped) return;
        if (asking.current) {
            /* The answer that comes is for the card before: this one must be shown again, and that is heard. */
            if (asking.current === text) return;
            signals.give('wait');
            return setRefused((n) => n + 1);
        }
        asking.current = text;
        seen.current = way === 'camera';
        setBusy(true);
        /* What is on the screen is not for the card in hand. */
        const another = verdict !== null && !desk.inSight(text);
        if (another) clear();
        const service = desk.device.service;
        const answer = await desk.check(text, another).finally(() => {
            asking.current = '';
            setBusy(false);
            setRefused(0);
        });
        setSame(answer === 'same');
        if (answer === null || answer === 'same') return;
        if ('enrol' in answer) return offer(answer.enrol);
        signals.give(answer.verdict);
        setVerdict({ ...answer, wedge: way === 'wedge' });
        setSpoken(verdictSpoken(say, answer, service));
    };

    useEffect(() => {
        const timer = same ? setTimeout(() => setSame(false), SAME_SHOWN) : undefined;
        return () => clearTimeout(timer);
    }, [same]);
    const clear = () => {
        setVerdict(null);
        setSpoken('');
    };
    const next = () => {
        desk.forget(seen.current);
        clear();
        go('scan');
    };
    return { verdict, busy, same, refused: refused > 0, spoken, check, next };
}

/** @param {Store} store @param {Settings} first @param {Say} firstSay @param {Signals} signals */
function useSettings(store, first, firstSay, signals) {
    const [settings, setSettings] = useState(first);
    const [say, setSay] = useState(() => firstSay);

    const now = useRef(first);

    /* The choice shows at once, or a picture drawn meanwhile would take it back under the finger; the words of another
     * language only when it is kept, since whoever reads them may close the page. */
    const change = async (/** @type {Partial<Settings>} */ part) => {
        const before = now.current.language;
        setSettings((now.current = { ...now.current, ...part }));
        const loaded = part.language ? await textsLoad(part.language).catch(() => null) : null;
        if (part.language && !loaded) setSettings((now.current = { ...now.current, language: before }));
        await store.put('settings', now.current);
        if (loaded) setSay(() => loaded);
    };

    Object.assign(signals, { sound: settings.sound, vibration: settings.vibration });
    useEffect(() => {
        document.documentElement.lang = settings.language;
    }, [settings.language]);
    return { settings, say, change };
}

/** @param {{ store: Store, desk: Desk, first: Settings, firstSay: Say, secret: string | null }} props */
function App({ store, desk, first, firstSay, secret }) {
    const signals = useMemo(() => new Signals(), []);
    const { settings, say, change } = useSettings(store, first, firstSay, signals);
    const enrolment = useEnrolment(desk, secret, () => void change({ pin: null }));
    useKiosk(settings.kiosk);
    const { verdict, busy, same, refused, spoken, check, next } = useCheck(desk, signals, say, enrolment.offer);
    const screen = useScreen(enrolment.offer);
    useRefresh(desk);
    useNewVersion(!verdict && !busy && screen === 'scan' && !enrolment.pending);

    const [scan, setScan] = useState(/** @type {Scan | null} */ (null));
    const onCode = (/** @type {string} */ text, /** @type {Way} */ way = 'hand') => {
        const code = readCode(text);
        if (desk.device && !desk.stopped) void check(text, way);
        else if (code.kind === 'enrol') enrolment.offer(code.secret);
        else enrolment.setState('not_enrol');
    };
    const onScan = async (/** @type {Scan} */ scanned) => {
        if (verdict || (screen !== 'scanner' && !isTrial(scanned.strokes)))
            return onCode(await desk.meant(textsOf(scanned.strokes)), 'wedge');
        setScan(scanned);
        if (screen !== 'scanner') go('scanner');
    };
    const latest = useRef(onScan);
    latest.current = onScan;
    useEffect(() => listenToWedge((scanned) => void latest.current(scanned)), []);
    useEffect(() => {
        const unlock = () => signals.unlock();
        /** @type {ReturnType<typeof setTimeout> | undefined} */
        let timer;
        /* Opening the sound takes long enough to hold up a scanner in the middle of a code. */
        const later = () => {
            clearTimeout(timer);
            timer = setTimeout(unlock, UNLOCK_AFTER);
        };
        /* Each time: a call takes the sound away, and only another touch gives it back. */
        window.addEventListener('pointerdown', unlock);
        window.addEventListener('keydown', later);
        return () => {
            window.removeEventListener('pointerdown', unlock);
            window.removeEventListener('keydown', later);
        };
    }, [signals]);

    const onCamera = (/** @type {string} */ camera) => change({ camera });
    return html`
        <div class="app" inert=${Boolean(verdict)}>
            <${Header} say=${say} desk=${desk} screen=${screen} go=${go} />
            <${Screen} ...${{
                say,
                desk,
                settings,
                change,
                enrolment,
                screen,
                busy,
                line: lineOf(busy, same, refused),
                onCode,
                onCamera,
                paused: Boolean(verdict),
                scan,
            }} />
        </div>
        ${
            verdict &&
            desk.device &&
            html`<${VerdictScreen} say=${say} verdict=${verdict} service=${desk.device.service}
                latest=${desk.knowledge.latest} dwell=${settings.dwell} next=${next}
                kinds=${desk.kinds} note=${(/** @type {string} */ kind) => desk.note(kind)}
                undo=${() => desk.undo()} />`
        }
        <div class="visually-hidden" role="alert" data-testid="announce">${spoken}</div>`;
}

/**
 * @param {object} props
 * @param {Say} props.say
 * @param {Desk} props.desk
 * @param {Settings} props.settings
 * @param {(change: Partial<Settings>) => void} props.change
 * @param {ReturnType<typeof useEnrolment>} props.enrolment
 * @param {string} props.screen
 * @param {boolean} props.busy
 * @param {string} props.line what the viewfinder says
 * @param {(text: string, way?: Way) => void} props.onCode
 * @param {(id: string) => void} props.onCamera
 * @param {boolean} props.paused
 * @param {Scan | null} props.scan what a hand scanner pressed for its trial
 */
function Screen({ say, desk, settings, change, enrolment, screen, busy, line, onCode, onCamera, paused, scan }) {
    const { pending, state, type, yes, no, setState } = enrolment;
    const [enrolling, setEnrolling] = useState(false);

    if (enrolment.advised) return html`<${HomeScreenAdvice} say=${say} here=${enrolment.here} no=${no} />`;
    if (pending && desk.device && !desk.stopped)
        return html`<${EnrolAgainScreen} ...${{
            say,
            device: desk.device,
            state,
            type,
            yes,
            no: () => (setState(''), no()),
        }} />`;
    if (screen === 'settings') return html`<${SettingsScreen} ...${{ say, settings, desk, change, go }} />`;
    if (screen === 'scanner') return html`<${ScannerScreen} say=${say} scan=${scan} />`;
    if (desk.stopped && !enrolling && !state)
        return html`<${StoppedScreen} say=${say} why=${desk.stopped} desk=${desk} again=${() => setEnrolling(true)} />`;
    if (!desk.device || desk.stopped)
        return html`<${EnrolScreen} ...${{ say, state, type, camera: settings.camera, onCode, onCamera }} />`;
    if (screen === 'number') return html`<${NumberScreen} ...${{ say, busy, onCode }} />`;
    if (screen === 'children' && desk.device.service === 'kindergarten')
        return html`<${ChildrenScreen} say=${say} children=${desk.children} />`;
    const { camera } = settings;
    return html`<${ScanScreen} ...${{ say, desk, camera, busy, paused, line, onCode, onCamera, go }} />`;
}

/** @param {boolean} busy @param {boolean} same @param {boolean} refused */
function lineOf(busy, same, refused) {
    if (busy) return refused ? 'scan.wait' : 'scan.checking';
    return same ? 'scan.same' : 'scan.ready';
}

/** @param {string | null} secret @param {string | null} set settings in the address */
export async function start(secret, set) {
    const store = await Store.open();
    const first = await managed({ ...DEFAULTS, ...(await store.get('settings')) }, set);
    /* One that another version had: without words there would be no page. */
    if (!Object.hasOwn(LANGUAGES, first.language)) first.language = DEFAULTS.language;
    if (set) await store.put('settings', first);
    const desk = new Desk(store);
    const [firstSay] = await Promise.all([textsLoad(first.language), desk.load()]);
    const place = document.getElementById('app');

    if (place)
        render(
            html`<${App} store=${store} desk=${desk} first=${first} firstSay=${firstSay} secret=${secret} />`,
            place,
        );
    await versionKeep().catch(() => {});
}
