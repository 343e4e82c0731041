// @ts-check
/* The frame around the screens: who is signed in, the navigation that this role may use, the curtain, the end of the
 * session, and which screen the address names. */
/** @import { Session } from '../types/api' */
/** @import { Content } from '../types/screen' */
/** @import { Place } from './route.js' */
/** @import { Screen } from './screens.js' */
import { html, render, useEffect, useErrorBoundary, useRef, useState } from '/vendor/preact.js';
import { Curtain, curtainFall } from './curtain.js';
import { deviceKeep, deviceRead } from './device.js';
import { Announcer } from './parts/announce.js';
import { Dialog, QuestionHost, confirm } from './parts/dialog.js';
import { Icon } from './parts/icons.js';
import { Empty, Loading, Page } from './parts/page.js';
import { AccountsTold, PasswordGiven } from './parts/password_given.js';
import { UpkeepTold, useUpkeep } from './parts/upkeep_told.js';
import { goInstead, link, match, placeHeld, placeNow } from './route.js';
import { FIND, SCREENS } from './screens.js';
import { Problem, ask, post, sessionAhead } from './server.js';
import {
    sessionCanStay,
    sessionEmpty,
    sessionEmptyBy,
    sessionLeft,
    sessionListen,
    sessionMay,
    sessionNow,
    sessionOver,
    sessionTake,
} from './session.js';
import { Confirmation, FirstPasswordScreen, SignInAgain, SignInScreen, signOut } from './sign_in.js';
import { LANGUAGES, language, languageSet, say, wordsOfficesTake, wordsTake, wordsWhole } from './texts.js';

const WARNED = 120; /* seconds before the end */

/** The screen and query that the address names. Leaving a screen asks first when something typed would be lost. */
function usePlace() {
    const [place, setPlace] = useState(placeNow);
    const shown = useRef(location.hash);

    useEffect(() => {
        let asking = false;
        const change = async () => {
            if (asking || location.hash === shown.current) return;
            const held = placeHeld();
            asking = Boolean(held);
            const leave =
                !asking ||
                (await confirm({
                    title: say('leave.title'),
                    text: say(held === true ? 'leave.text' : String(held)),
                    yes: say('leave.yes'),
                    no: say('leave.no'),
                    danger: true,
                }));
            asking = false;
            if (!leave) return history.pushState(null, '', shown.current);
            shown.current = location.hash;
            setPlace(placeNow());
        };
        window.addEventListener('hashchange', change);
        void change(); /* a screen may have led on before anybody listened: effects of children come first */
        return () => window.removeEventListener('hashchange', change);
    }, []);
    return place;
}

/** Draws anew when somebody signs in, when a session ends, when the language changes. */
function useSession() {
    const [, draw] = useState(0);

    useEffect(() => sessionListen(() => draw((n) => n + 1)), []);
    return { session: sessionNow(), over: sessionOver() };
}

/** @param {string} path @returns {{ screen: Screen, params: Record<string, string> } | null} */
function screenOf(path) {
    for (const screen of SCREENS) {
        const params = match(screen.path, path);
        if (params) return { screen, params };
    }
    return null;
}

/** @param {{ screen: Screen, params: Record<string, string> }} found */
const readsOf = ({ screen, params }) =>
    (screen.reads ?? []).map((path) => path.replace(/\/:(\w+)/g, (_, name) => `/${params[name]}`));

/** The first that this role may open. */
const home = () => SCREENS.find((s) => s.nav && sessionMay(s.roles))?.path ?? '/account';

/** @type {Map<string, (props: any) => Content>} */
const fetched = new Map();

/** @typedef {(file: string) => Promise<any>} ScreenFetch a screen's file by its name in screens.js */

/** The component of a screen, once its file and its words are there.
 * @param {ScreenFetch} screenFetch @param {Screen | undefined} screen */
function useModule(screenFetch, screen) {
    const [, draw] = useState(0);
    const file = screen?.file;

    useEffect(() => {
        if (!file || fetched.has(file)) return;
        Promise.all([screenFetch(file), screen.offices && wordsOfficesTake()])
            .then(
                ([m]) => fetched.set(file, m.default),
                () => fetched.set(file, Unfetched),
            )
            .finally(() => draw((n) => n + 1));
    }, [file]);
    return file ? fetched.get(file) : null;
}

/** Shown when the file of a screen could not be fetched; reloading tries again. */
function Unfetched() {
    return html`<${Page} title=${say('screen.unfetched')}><p>${say('screen.unfetched.next')}</p>
        <button type="button" class="button primary"
            onClick=${() => location.reload()}>${say('again')}</button></${Page}>`;
}

/** @param {{ place: Place, session: Session, screenFetch: ScreenFetch }}
 * props */
function Shown({ place, session, screenFetch }) {
    const found = screenOf(place.path);
    const may = found && sessionMay(found.screen.roles);
    const Module = useModule(screenFetch, may ? found.screen : undefined);
    const [fault, reset] = useErrorBoundary((/** @type {Error} */ failure) =>
        console.error(failure?.name ?? 'fault', failure?.stack?.split('\n')[1]?.trim() ?? ''),
    );

    useEffect(() => {
        if (place.path === '/') goInstead(home());
        if (fault) reset();
    }, [place]);
    if (place.path === '/') return html`<${Loading} />`;
    if (fault) return html`<${Page} title=${say('screen.fault')}><p>${say('screen.fault.next')}</p></${Page}>`;
    if (!may)
        return html`<${Page} title=${say(found ? 'screen.not_yours' : 'screen.absent')}>
            <${Empty} text=${say('screen.absent.next')}>
                <a class="button" href=${link(home())}>${say('screen.home')}</a></${Empty}></${Page}>`;
    return Module
        ? html`<${Module} key=${place.path} params=${found.params} query=${place.query} session=${session} />`
        : html`<${Loading} />`;
}

/** Whoever moves by keyboard or hears the page goes on at the new screen's title, once it is there.
 * @param {Place} place @param {boolean} on */
function useArrival(place, on) {
    const first = useRef(on); /* a page that was opened signed in begins at its beginning */

    useEffect(() => {
        if (!on) return;
        if (first.current) {
            first.current = false;
            return;
        }
        window.scrollTo(0, 0);
        const arrive = () => {
            const title = document.getElementById('title');
            title?.focus({ preventScroll: true });
            return Boolean(title);
        };
        const old = document.getElementById('title');
        const look = new MutationObserver(
            () => document.getElementById('title') !== old && arrive() && look.disconnect(),
        );
        look.observe(document.getElementById('main') ?? document.body, { childList: true, subtree: true });
        if (!fetched.has(screenOf(place.path)?.screen.file ?? '') || !arrive())
            document.getElementById('main')?.focus({ preventScroll: true });
        const timer = setTimeout(() => look.disconnect(), 3000);
        return () => {
            clearTimeout(timer);
            look.disconnect();
        };
    }, [place.path, on]);
}

/** @param {{ place: Place }} props */
function Navigation({ place }) {
    const list = useRef(/** @type {HTMLElement | null} */ (null));

    useEffect(() => {
        /* on a phone the row is wider than the window: where one is stands in the middle */
        const on = list.current?.querySelector('[aria-current]')?.getBoundingClientRect(),
            row = list.current?.getBoundingClientRect();

        if (list.current && on && row) list.current.scrollLeft += on.left + on.width / 2 - row.left - row.width / 2;
    }, [place.path]);
    return html`<nav class="nav" aria-label=${say('nav.title')}><ul ref=${list}>
            ${SCREENS.filter((s) => s.nav && sessionMay(s.roles)).map(
                (s) => html`<li><a href=${link(s.path)} data-testid=${`nav${s.path.replaceAll('/', '-')}`}
                        aria-current=${
                            place.path === s.path || place.path.startsWith(`${s.path}/`) ? 'page' : undefined
                        }>
                        ${s.icon && html`<${Icon} name=${s.icon} />`}
                        <span>${say(/** @type {string} */ (s.nav))}</span></a></li>`,
            )}
        </ul></nav>`;
}

/** @param {{ change: (wanted: import('./texts.js').Language) => void }} props */
function LanguageSwitch({ change }) {
    const other = LANGUAGES.find((l) => l !== language()) ?? 'sq';

    return html`<button type="button" class="bar-button" lang=${other} data-testid="language"
        onClick=${() => change(other)}>${say(`language.${other}`)}</button>`;
}

const FINDING = SCREENS.find((s) => s.path === FIND);

/** Whether a file can be looked for from here: on the screen of files the box is there already. @param {Place} place */
const findable = (place) => sessionMay(FINDING?.roles) && !['/files', FIND].includes(place.path);

/** Opens by "/" outside of fields, and by F2 in them too; closes when the place changes.
 * @param {{ place: Place, screenFetch: ScreenFetch, open: boolean, set: (open: boolean) => void }} props */
function Finding({ place, screenFetch, open, set }) {
    const Module = useModule(screenFetch, open ? FINDING : undefined);

    useEffect(() => {
        const key = (/** @type {KeyboardEvent} */ event) => {
            const field = /** @type {HTMLElement} */ (event.target).matches?.('input, textarea, select');
            const meant = event.key === 'F2' || (event.key === '/' && !field);
            if (!meant || event.ctrlKey || event.altKey || event.metaKey) return;
            if (!findable(place) || document.querySelector('dialog[open]')) return;
            event.preventDefault();
            set(true);
        };
        window.addEventListener('keydown', key);
        return () => window.removeEventListener('keydown', key);
    }, [place.path]);
    useEffect(() => set(false), [place]);
    return html`<${Dialog} open=${open} title=${say('find.title')} onClose=${() => set(false)} testid="find" wide>
        ${Module ? html`<${Module} close=${() => set(false)} />` : html`<${Loading} />`}</${Dialog}>`;
}

/** @param {{ session: Session | null, place: Place, change: (wanted: import('./texts.js').Language) => void,
 *   find: () => void }} props */
function Bar({ session, place, change, find }) {
    return html`<header class="bar">
        <a class="skip" href="#main" data-testid="skip"
            onClick=${(/** @type {Event} */ e) => (e.preventDefault(), document.getElementById('main')?.focus())}>
            ${say('skip')}</a>
        <a class="brand" href="#/"><img src="/staff/mark.svg" alt="" width="32" height="32" />Besa
            <span class="visually-hidden">: ${say('screen.home')}</span></a>
        <div class="bar-end">
            ${
                session &&
                !session.must_change &&
                findable(place) &&
                html`<button type="button" class="bar-button" title=${say('find.key')} data-testid="find-open"
                    onClick=${find}><${Icon} name="search" /><span class="bar-text">${say('find.open')}</span></button>`
            }
            ${
                session &&
                html`<a class="bar-button" href=${link('/account')}
                    data-testid="account"><${Icon} name="person" />
                    <span class="bar-text">${session.account.full_name}</span></a>`
            }
            <${LanguageSwitch} change=${change} />
            ${
                session &&
                html`<button type="button" class="bar-button" data-testid="curtain-fall" title=${say('curtain.key')}
                    onClick=${curtainFall}>
                    <${Icon} name="curtain" /><span class="bar-text">${say('curtain.fall')}</span></button>
                    <button type="button" class="bar-button" data-testid="sign-out"
                    onClick=${signOut}><${Icon} name="out" /><span class="bar-text">${say('sign_out')}</span></button>`
            }
        </div>
    </header>`;
}

/** Warns before the session ends, with one tap to stay. It counts along, and asks the server before it warns, since
 * another window may have used the session; when the session is over, signing in again opens over the page. */
function Ending() {
    const [left, setLeft] = useState(Infinity);
    const near = left <= WARNED;

    useEffect(() => {
        let looked = Infinity,
            looking = false;
        const count = async () => {
            const now = sessionLeft();
            if (now > WARNED) looked = Infinity;
            else if (!looking && !sessionOver() && (looked === Infinity || (now <= 0 && looked > 0))) {
                looking = true;
                looked = now;
                await ask('GET', '/api/v1/session', { look: true }).then(sessionTake, () => {});
                looking = false;
            }
            setLeft(sessionLeft());
        };
        const timer = setInterval(count, 1000);
        const stop = sessionListen(() => setLeft(sessionLeft()));
        void count();
        return () => {
            clearInterval(timer);
            stop();
        };
    }, []);
    const stay = () => post('/api/v1/session/stay').then(sessionTake, () => {});

    return html`<div class="ending" role="alert">${
        near &&
        left > 0 &&
        html`<div class="ending-box" data-testid="ending">
            <p>${say(sessionCanStay() ? 'session.ending' : 'session.over_soon', {
                count: Math.max(1, Math.ceil(left / 60)),
            })}</p>
            ${
                sessionCanStay() &&
                html`<button type="button" class="button primary small" data-testid="stay"
                    onClick=${stay}>${say('session.stay')}</button>`
            }</div>`
    }</div>`;
}

/** What goes on and what does not, said on every screen. */
function Full() {
    return html`<div class="notice danger" role="alert" data-testid="disk-full"><${Icon} name="warning" />
        <div><p>${say('disk_full')}</p></div></div>`;
}

/** The rest of the words, once somebody has signed in. @param {boolean} wanted
 * @returns {'there' | 'coming' | 'unfetched'} */
function useWords(wanted) {
    const [unfetched, setUnfetched] = useState(false);
    const [, draw] = useState(0);

    useEffect(() => {
        if (wanted && !wordsWhole())
            wordsTake().then(
                () => draw((n) => n + 1),
                () => setUnfetched(true),
            );
    }, [wanted]);
    return wordsWhole() ? 'there' : unfetched ? 'unfetched' : 'coming';
}

/** @param {{ screenFetch: ScreenFetch }} props */
function App({ screenFetch }) {
    const { session: arrived, over } = useSession();
    const words = useWords(Boolean(arrived));
    const session = words === 'there' ? arrived : null;
    const here = over ? null : session; /* who may see something */
    const told = useUpkeep();
    const place = usePlace();
    const [, draw] = useState(0);
    const [finding, setFinding] = useState(false);
    const change = (/** @type {import('./texts.js').Language} */ wanted) =>
        languageSet(wanted).then(
            () => {
                deviceKeep({ language: wanted });
                draw((n) => n + 1);
            },
            () => {},
        );
    const inside = Boolean(here && !here.must_change);

    useArrival(place, inside);
    useEffect(() => {
        if (session) deviceKeep({ signed_in: true });
    }, [Boolean(session)]);
    return html`
        <div class="app">
            <${Bar} session=${here} place=${place} change=${change} find=${() => setFinding(true)} />
            ${
                !arrived
                    ? html`<${SignInScreen} />`
                    : over
                      ? html`<main class="entry" id="main" tabindex="-1" data-testid="emptied"></main>`
                      : !session
                        ? html`<main class="entry" id="main" tabindex="-1">
                            <${words === 'coming' ? Loading : Unfetched} /></main>`
                        : session.must_change
                          ? html`<${FirstPasswordScreen} />`
                          : html`
                              <div class="body"><${Navigation} place=${place} />
                                  <main id="main" class="main" tabindex="-1">
                                      <${PasswordGiven} session=${session} /><${AccountsTold} />
                                      <${UpkeepTold} told=${told} />
                                      ${session.disk_full && html`<${Full} />`}
                                      ${
                                          told === undefined
                                              ? html`<${Loading} />`
                                              : html`<${Shown} place=${place} session=${session}
                                                    screenFetch=${screenFetch} />`
                                      }</main></div>`
            }
        </div>
        ${here && html`<${Ending} />`}
        ${inside && html`<${Finding} place=${place} screenFetch=${screenFetch} open=${finding} set=${setFinding} />`}
        ${!over && html`<${QuestionHost} /><${Confirmation} /><${Announcer} />`}
        <${SignInAgain} open=${over} />
        <${Curtain} on=${Boolean(here)} />`;
}

/** What somebody who is signed in will need, fetched while the server is asked whether that is so. What fails here is
 * fetched again where it is wanted. @param {ScreenFetch} screenFetch */
function startAhead(screenFetch) {
    const found = screenOf(placeNow().path);

    wordsTake().catch(() => {});
    if (found) screenFetch(found.screen.file).catch(() => {});
}

/** @param {ScreenFetch} screenFetch */
export async function start(screenFetch) {
    const place = document.getElementById('app');
    const device = deviceRead();

    const found = device.signed_in ? screenOf(placeNow().path) : null;
    const [asked] = await Promise.all([
        sessionAhead(found ? readsOf(found) : [], found?.screen.roles).catch((failure) => failure),
        languageSet(device.language).then(() => device.signed_in && startAhead(screenFetch)),
    ]);
    if (device.signed_in && asked instanceof Problem && asked.status === 401) deviceKeep({ signed_in: false });
    if (!(asked instanceof Error)) {
        sessionTake(asked);
        await wordsTake();
    }
    sessionEmptyBy(() => place && render(null, place));
    window.addEventListener('pageshow', ({ persisted }) => {
        if (!persisted) return; /* "back" brings the page as it was left: maybe somebody has signed out since */
        sessionEmpty();
        location.reload();
    });
    if (place) render(html`<${App} screenFetch=${screenFetch} />`, place);
}
