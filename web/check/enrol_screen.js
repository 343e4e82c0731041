// @ts-check
/* A device becomes a checker: by the link it was opened with, by scanning it, or by pasting it. */
/** @import { At } from '../types/screen' */
/** @import { Device } from './desk.js' */
/** @import { Say } from './texts.js' */
import { html, useState } from '/vendor/preact.js';
import { readCode } from './code.js';
import { Icon } from './icons.js';
import { Viewfinder } from './viewfinder.js';

/**
 * @param {object} props
 * @param {Say} props.say
 * @param {string} props.state '' or working, refused, too_many, unreachable, not_enrol
 * @param {string | null} props.camera
 * @param {(text: string) => void} props.onCode
 * @param {(id: string) => void} props.onCamera
 */
export function EnrolScreen({ say, state, camera, onCode, onCamera }) {
    const [scanning, setScanning] = useState(false);
    const [typed, setTyped] = useState('');
    const working = state === 'working';

    const send = (/** @type {Event} */ event) => {
        event.preventDefault();
        onCode(typed);
    };
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
            <form onSubmit=${send} novalidate>
                <label for="enrol-link">${say('enrol.link')}</label>
                <input id="enrol-link" class="field" data-testid="enrol-link" type="text" value=${typed}
                    autocomplete="off" autocorrect="off"
                    autocapitalize="off" spellcheck=${false}
                    onInput=${(/** @type {At<HTMLInputElement>} */ e) => setTyped(e.currentTarget.value)} />
                <button class="button" data-testid="enrol-send" type="submit"
                    disabled=${working || readCode(typed).kind === 'other'}>
                    ${say('enrol.send')}</button>
            </form>
        </main>`;
}

/** A link was opened on a device that is a checker already.
 * @param {{ say: Say, device: Device, state: string, yes: () => void, no: () => void }} props */
export function EnrolAgainScreen({ say, device, state, yes, no }) {
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
            <button type="button" class="button primary" data-testid="enrol-again-yes" disabled=${state === 'working'}
                onClick=${yes}>
                ${say('enrol_again.yes')}</button>
            <button type="button" class="button" data-testid="enrol-again-no"
                onClick=${no}>${say('enrol_again.no')}</button>
        </main>`;
}
