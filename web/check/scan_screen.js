// @ts-check
/* Where a checker stands all day: the camera, and the other ways to show a card. */
/** @import { Desk } from './desk.js' */
/** @import { Say } from './texts.js' */
import { html, useRef, useState } from '/vendor/preact.js';
import { photoRead } from './decoder.js';
import { Icon } from './icons.js';
import { KeptPanel } from './kept_panel.js';
import { Viewfinder } from './viewfinder.js';

/**
 * @param {object} props
 * @param {Say} props.say
 * @param {Desk} props.desk
 * @param {string | null} props.camera
 * @param {boolean} props.busy a code is being asked about
 * @param {boolean} props.paused a verdict stands in front
 * @param {string} props.line what the viewfinder says
 * @param {(text: string, way?: 'camera') => void} props.onCode
 * @param {(id: string) => void} props.onCamera
 * @param {(screen: string) => void} props.go
 */
export function ScanScreen({ say, desk, camera, busy, paused, line, onCode, onCamera, go }) {
    return html`
        <main tabindex="-1" class="screen scan" data-testid="scan-screen">
            <h1 class="visually-hidden">${say('scan.title')}</h1>
            <${Viewfinder} say=${say} wanted=${camera} paused=${paused || busy}
                onCode=${(/** @type {string} */ text) => onCode(text, 'camera')} onCamera=${onCamera}
                ready=${line} />
            <div class="other-ways">
                <${KeptPanel} say=${say} desk=${desk} />
                <button type="button" class="button" data-testid="number-open" onClick=${() => go('number')}>
                    <${Icon} name="keyboard" />${say('scan.number')}</button>
                <${PhotoButton} say=${say} onCode=${onCode} />
                <p class="quiet desk-only">${say('scan.wedge')}
                    <button type="button" class="in-line" data-testid="scanner-open-desk"
                        onClick=${() => go('scanner')}>${say('scanner.open')}</button></p>
            </div>
        </main>`;
}

/** @param {{ say: Say, onCode: (text: string) => void }} props */
function PhotoButton({ say, onCode }) {
    const input = useRef(/** @type {HTMLInputElement | null} */ (null));
    const [state, setState] = useState('');

    const take = async () => {
        const file = input.current?.files?.[0];
        if (!input.current || !file) return;
        setState('photo.reading');
        const read = await photoRead(file);
        input.current.value = '';
        if ('text' in read && read.text) {
            setState('');
            onCode(read.text);
        } else {
            setState('fault' in read ? `photo.${read.fault}` : 'photo.no_code');
        }
    };

    return html`
        <div>
            <button type="button" class="button" data-testid="photo-open" onClick=${() => input.current?.click()}>
                <${Icon} name="photo" />${say('scan.photo')}</button>
            <input ref=${input} class="visually-hidden" type="file" accept="image/*" tabindex="-1"
                aria-label=${say('scan.photo')}
                data-testid="photo-file" onChange=${take} />
            <p class="photo-line" role="status" data-testid="photo-line">${state && say(state)}</p>
        </div>`;
}
