// @ts-check
/* A card number typed by hand, where a code cannot be read. */
/** @import { Say } from './texts.js' */
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { numberComplete, numberGrouped } from './code.js';

const LENGTH = 16;

/** @param {{ say: Say, busy: boolean, onCode: (text: string) => void }} props */
export function NumberScreen({ say, busy, onCode }) {
    const field = useRef(/** @type {HTMLInputElement | null} */ (null));
    const [number, setNumber] = useState('');
    const [short, setShort] = useState(false);

    useEffect(() => field.current?.focus(), []);

    const type = (/** @type {Event} */ event) => {
        const { value, selectionStart } = /** @type {HTMLInputElement} */ (event.target);
        setShort(false);
        setNumber(selectionStart === value.length ? numberGrouped(value) : value.toUpperCase());
    };
    const send = (/** @type {Event} */ event) => {
        event.preventDefault();
        const whole = numberGrouped(number);
        if (numberComplete(whole)) return onCode(whole);
        setShort(true);
        field.current?.focus();
    };
    const missing = LENGTH - numberGrouped(number).replace(/-/g, '').length;

    return html`
        <main tabindex="-1" class="screen form-screen" data-testid="number-screen">
            <h1>${say('number.title')}</h1>
            <form onSubmit=${send} novalidate>
                <label for="number">${say('number.label')}</label>
                <input id="number" ref=${field} class="field number" data-testid="number-field" type="text"
                    value=${number}
                    onInput=${type} maxlength="24" autocomplete="off" autocapitalize="characters" autocorrect="off"
                    spellcheck=${false} aria-describedby="number-help number-fault" aria-invalid=${short} />
                <p id="number-help" class="quiet">${say('number.help')}</p>
                <p id="number-fault" class="field-fault" role="alert">
                    ${short ? say('number.short', { count: missing }) : ''}</p>
                <button class="button primary" data-testid="number-send" type="submit" disabled=${busy}>
                    ${say(busy ? 'scan.checking' : 'number.send')}</button>
            </form>
        </main>`;
}
