// @ts-check
/* A device becomes a checker: by the link it was opened with, by scanning it, by pasting it, or by a short code. */
/** @import { At } from '../types/screen' */
/** @import { Device } from './desk.js' */
/** @import { Say } from './texts.js' */
import { html, useState } from '/vendor/preact.js';
import { readCode, shortRead } from './code.js';
import { Icon } from './icons.js';
import { Viewfinder } from './viewfinder.js';

/**
 * @param {object} props
 * @param {Say} props.say
 * @param {string} props.state '' or working, refused, too_many, unreachable, not_enrol
 * @param {string | null} props.camera
 * @param {(code: string) => void} props.type a short code was typed
 * @param {(text: string) => void} props.onCode
 * @param {(id: string) => void} props.onCamera
 */
export function EnrolScreen({ say, state, type, camera, onCode, onCamera }) {
    const [scanning, setScanning] = useState(false);
    const working = state === 'working';

    const found = (/** @type {string} */ text) => {
        setScanning(false);
        onCode(text);
    };

    return html`
        <main tabindex="-1" class="screen form-screen" data-testid="enrol-screen">
            <h1>${say('enrol.title')}</h1>
            <p>${say('enrol.how')}</p>
            <p class=${state && !working ? 'field-fault' : 'quiet'} role="alert" data-testid="enrol-state"
                data-state=${state}>
                ${state && say(`enrol.${state}`)}</p>
            ${
                scanning
                    ? html`<${Viewfinder} say=${say} wanted=${camera} paused=${working} ready="enrol.scan_ready"
                        onCode=${found} onCamera=${onCamera} />
                        <button type="button" class="button"
                        onClick=${() => setScanning(false)}>${say('cancel')}</button>`
                    : html`<button type="button" class="button primary" data-testid="enrol-scan" disabled=${working}
                        onClick=${() => setScanning(true)}>
                        <${Icon} name="photo" />${say('enrol.scan')}</button>`
            }
            <${Typed} say=${say} working=${working} type=${type} onCode=${onCode} />
            <p class="quiet">${say('enrol.lost')}</p>
        </main>`;
}

/** @param {{ say: Say, working: boolean, type: (code: string) => void, onCode?: (text: string) => void }} props onCode:
 * a link may be pasted, too */
function Typed({ say, working, type, onCode }) {
    const [typed, setTyped] = useState('');
    const short = shortRead(typed);

    const send = (/** @type {Event} */ event) => {
        event.preventDefault();
        if (short) type(short);
        else onCode?.(typed);
    };

    return html`
        <form onSubmit=${send} novalidate>
            <label for="enrol-link">${say(onCode ? 'enrol.link' : 'enrol.code')}</label>
            <input id="enrol-link" class="field" data-testid="enrol-link" type="text" value=${typed}
                autocomplete="off" autocorrect="off" autocapitalize="off" spellcheck=${false}
                onInput=${(/** @type {At<HTMLInputElement>} */ e) => setTyped(e.currentTarget.value)} />
            <button class="button" data-testid="enrol-send" type="submit"
                disabled=${working || (!short && (!onCode || readCode(typed).kind === 'other'))}>
                ${say('enrol.send')}</button>
        </form>`;
}

/** A link was opened in a tab of an iPhone: it would be used up by a tab that forgets it.
 * @param {{ say: Say, here: () => void, no: () => void }} props */
export function HomeScreenAdvice({ say, here, no }) {
    return html`
        <main tabindex="-1" class="screen form-screen" data-testid="home-screen-advice">
            <h1>${say('home.title')}</h1>
            <p>${say('home.why')}</p>
            <ol>${['share', 'add', 'open'].map((step) => html`<li key=${step}>${say(`home.${step}`)}</li>`)}</ol>
            <button type="button" class="button primary" data-testid="home-later"
                onClick=${no}>${say('home.later')}</button>
            <button type="button" class="button" data-testid="home-here" onClick=${here}>${say('home.here')}</button>
        </main>`;
}

/** A link was opened on a device that is a checker already.
 * @param {{ say: Say, device: Device, state: string, type: (code: string) => void, yes: () => void,
 *   no: () => void }} props */
export function EnrolAgainScreen({ say, device, state, type, yes, no }) {
    return html`
        <main tabindex="-1" class="screen form-screen" data-testid="enrol-again-screen">
            <h1>${say('enrol_again.title')}</h1>
            <p>${say('enrol_again.now', {
                organisation: device.organisation,
                service: say(`service.${device.service}`),
            })}</p>
            <p>${say('enrol_again.what')}</p>
            <p class="field-fault" role="alert" data-testid="enrol-state"
                data-state=${state}>${state && say(`enrol.${state}`)}</p>
            ${state === 'refused' && html`<${Typed} say=${say} working=${false} type=${type} />`}
            <button type="button" class="button primary" data-testid="enrol-again-yes" disabled=${state === 'working'}
                onClick=${yes}>
                ${say('enrol_again.yes')}</button>
            <button type="button" class="button" data-testid="enrol-again-no"
                onClick=${no}>${say('enrol_again.no')}</button>
        </main>`;
}
