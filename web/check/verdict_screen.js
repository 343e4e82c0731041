// @ts-check
/* The answer, over the whole screen: colour, shape and word, then what the staff need and no more. */
/** @import { Kind, Noted, Undone, Verdict } from './desk.js' */
/** @import { Say } from './texts.js' */
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { tiraneDay, tiraneTime } from './card/tirane.js';
import { VerdictIcon } from './icons.js';
import { NotePanel } from './note_panel.js';
import { supportNumber } from './support_number.js';
import { dateShown } from './texts.js';

/** The one neutral line. @param {Say} say @param {Verdict} v @param {string} service */
function lineOf(say, v, service) {
    return say(v.verdict === 'valid' ? `verdict.free.${service}` : `verdict.${v.reason}`);
}

const PRESS = 700; /* ms until a press is a long one */
const NOTE_DWELL = 30; /* seconds, from the last tap: time to choose a certificate, not to leave the desk */

/* Reasons for which nothing was decided: there is no list to name that the decision went by. */
const OWN_LINE = ['other_code', 'number_offline', 'clock'];

/* Reasons that a hand scanner may have made which is not set right. */
const MANGLED = ['unreadable', 'other_code'];

/** @param {Say} say @param {number} ago ms */
function agoOf(say, ago) {
    const seconds = Math.max(1, Math.round(ago / 1000));

    return seconds < 60
        ? say('seen.seconds', { count: seconds })
        : say('seen.minutes', { count: Math.round(seconds / 60) });
}

/** "Pa internet, lista e orës 08:15" @param {Say} say
 * @param {number} signed when the list was, UTC seconds; 0: there is none
 * @param {number} now */
export function offlineOf(say, signed, now) {
    if (!signed) return say('state.offline_no_list');
    const day = tiraneDay(signed);

    return say(day === tiraneDay(now) ? 'state.offline' : 'state.offline_other_day', {
        time: tiraneTime(signed),
        date: dateShown(day),
    });
}

/** All of it as one sentence, for those who hear it. @param {Say} say @param {Verdict} v @param {string} service */
export function verdictSpoken(say, v, service) {
    return [
        say(`verdict.word.${v.verdict}`),
        v.hint,
        lineOf(say, v, service),
        v.until && say('verdict.until', { date: dateShown(v.until) }),
        v.verdict !== 'valid' && say(`verdict.${v.reason}.next`),
        v.ago !== null && agoOf(say, v.ago),
    ]
        .filter(Boolean)
        .join('. ');
}

/**
 * @param {object} props
 * @param {Say} props.say
 * @param {Verdict} props.verdict
 * @param {string} props.service
 * @param {number} props.latest when the newest list held was signed
 * @param {number} props.dwell seconds until the next card; 0: only when touched
 * @param {() => void} props.next
 * @param {Kind[] | null} props.kinds that can be noted; null: none
 * @param {(kind: string) => Promise<Noted>} props.note
 * @param {() => Promise<Undone>} props.undo
 */
export function VerdictScreen({ say, verdict: v, service, latest, dwell, next, kinds, note, undo }) {
    const [touches, setTouches] = useState(0);
    const notes = v.verdict === 'valid' && service === 'documents' && (kinds?.length || !v.online);
    const button = useRef(/** @type {HTMLButtonElement | null} */ (null));
    const now = Math.floor(Date.now() / 1000);

    useEffect(() => {
        const before = /** @type {HTMLElement | null} */ (document.activeElement);
        return () => before?.focus?.({ preventScroll: true });
    }, []);
    useEffect(() => {
        button.current?.focus({ preventScroll: true });
    }, [v]);
    useEffect(() => {
        /* Whoever is turned away, or waits, is not passed over: that stays until it is touched. */
        const goes = dwell && v.verdict === 'valid';
        const timer = goes ? setTimeout(next, (notes ? NOTE_DWELL : dwell) * 1000) : undefined;
        return () => clearTimeout(timer);
    }, [v, touches]);

    return html`
        <div class=${`verdict ${v.verdict}`} role="dialog" aria-modal="true" aria-labelledby="verdict-word"
            data-testid="verdict"
            data-verdict=${v.verdict} data-reason=${v.reason} data-online=${v.online} onClick=${next}
            onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && next()}>
            <${VerdictIcon} verdict=${v.verdict} />
            <h1 id="verdict-word" class="verdict-word">${say(`verdict.word.${v.verdict}`)}</h1>
            <p class="verdict-line" data-testid="verdict-line">${lineOf(say, v, service)}</p>
            ${v.hint && html`<p class="verdict-hint" data-testid="verdict-hint">${v.hint}</p>`}
            ${
                v.until &&
                html`<p class="verdict-until" data-testid="verdict-until">
                    ${say('verdict.until', { date: dateShown(v.until) })}</p>`
            }
            ${
                v.verdict !== 'valid' &&
                html`<p class="verdict-next" data-testid="verdict-next">${say(`verdict.${v.reason}.next`)}</p>`
            }
            ${
                v.wedge &&
                MANGLED.includes(v.reason) &&
                html`<p class="verdict-seen" data-testid="verdict-scanner">${say('verdict.scanner')}</p>`
            }
            ${v.ago !== null && html`<p class="verdict-seen" data-testid="verdict-seen">${agoOf(say, v.ago)}</p>`}
            ${
                !v.online &&
                !OWN_LINE.includes(v.reason) &&
                html`<p class="verdict-offline" data-testid="verdict-offline">
                    ${offlineOf(say, v.listIat ?? latest, now)}. ${say('state.own_clock')}</p>`
            }
            ${
                notes &&
                html`<${NotePanel} key=${v}
                    ...${{
                        say,
                        kinds: kinds ?? [],
                        online: v.online,
                        note,
                        undo,
                        touched: () => setTouches((n) => n + 1),
                    }} />`
            }
            <button ref=${button} type="button" class="verdict-button"
                data-testid="verdict-next-card">${say('verdict.next_card')}</button>
            <${Support} say=${say} reason=${v.reason} />
        </div>`;
}

/** A number that says why, to those who have the table: by a long press, by finger or key.
 * @param {{ say: Say, reason: string }} props */
function Support({ say, reason }) {
    const [shown, setShown] = useState(false);
    const pressing = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
    const press = () => {
        clearTimeout(pressing.current);
        pressing.current = setTimeout(() => setShown(true), PRESS);
    };
    const release = () => clearTimeout(pressing.current);

    useEffect(() => {
        setShown(false);
        return release;
    }, [reason]);
    return html`
        <button type="button" class="verdict-code" data-testid="verdict-support" aria-label=${say('verdict.support')}
            onPointerDown=${press} onPointerUp=${release} onPointerLeave=${release}
            onKeyDown=${(/** @type {KeyboardEvent} */ e) => !e.repeat && [' ', 'Enter'].includes(e.key) && press()}
            onKeyUp=${release}
            onContextMenu=${(/** @type {Event} */ event) => event.preventDefault()}
            onClick=${(/** @type {Event} */ event) => event.stopPropagation()}>
            <span role="status">${
                shown ? say('verdict.support_number', { number: supportNumber(reason) }) : '···'
            }</span>
        </button>`;
}
