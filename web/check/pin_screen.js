// @ts-check
/* The PIN before the settings, and where it is set. */
/** @import { At } from '../types/screen' */
/** @import { Pin } from './kiosk.js' */
/** @import { Say } from './texts.js' */
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { PIN, pinFits, pinMake } from './kiosk.js';

const TRIES = 5;
const WAIT = 60 * 1000; /* ms after so many wrong ones */
/** For all visits of the settings, or leaving them would begin anew. */
const wrong = { tries: 0, until: 0 };

/** @param {{ say: Say, label: string, send: string, fault: string, onPin: (pin: string) => void }} props */
function PinForm({ say, label, send, fault, onPin }) {
    const [typed, setTyped] = useState('');
    const field = useRef(/** @type {HTMLInputElement | null} */ (null));

    const submit = (/** @type {Event} */ event) => {
        event.preventDefault();
        setTyped('');
        field.current?.focus();
        onPin(typed);
    };
    return html`
        <form onSubmit=${submit} novalidate>
            <label for="pin">${say(label)}</label>
            <input id="pin" ref=${field} class="field number" data-testid="pin" type="password" inputmode="numeric"
                maxlength="8" autocomplete="off" value=${typed} aria-describedby="pin-fault"
                onInput=${(/** @type {At<HTMLInputElement>} */ e) => setTyped(e.currentTarget.value)} />
            <p id="pin-fault" class="field-fault" role="alert">${fault && say(fault)}</p>
            <button type="submit" class="button" data-testid="pin-send"
                disabled=${!PIN.test(typed)}>${say(send)}</button>
        </form>`;
}

/** @param {{ say: Say, pin: Pin, open: () => void }} props */
export function PinScreen({ say, pin, open }) {
    const [fault, setFault] = useState('');
    const here = useRef(true);

    useEffect(() => () => void (here.current = false), []);
    const judge = async (/** @type {string} */ typed) => {
        if (Date.now() < wrong.until) return setFault('pin.wait');
        if (await pinFits(pin, typed)) {
            wrong.tries = 0;
            return here.current && open();
        }
        if (++wrong.tries % TRIES === 0) wrong.until = Date.now() + WAIT;
        if (here.current) setFault(Date.now() < wrong.until ? 'pin.wait' : 'pin.wrong');
    };
    return html`
        <main tabindex="-1" class="screen form-screen" data-testid="pin-screen">
            <h1>${say('settings.title')}</h1>
            <${PinForm} say=${say} label="pin.label" send="pin.open" fault=${fault} onPin=${judge} />
            <p class="quiet">${say('pin.forgotten')}</p>
        </main>`;
}

/** @param {{ say: Say, pin: Pin | null, set: (pin: Pin | null) => void }} props */
export function PinSetting({ say, pin, set }) {
    if (pin)
        return html`<button type="button" class="button" data-testid="pin-remove"
            onClick=${() => set(null)}>${say('pin.remove')}</button>`;
    return html`<${PinForm} say=${say} label="pin.new" send="pin.set" fault=""
        onPin=${async (/** @type {string} */ typed) => set(await pinMake(typed))} />`;
}
