// @ts-check
/* The settings of one device, and what support needs to know about it. */
/** @import { Language } from './languages.js' */
/** @import { Desk } from './desk.js' */
/** @import { Say } from './texts.js' */
import { html, useEffect, useState } from '/vendor/preact.js';
import { tiraneTime } from './card/tirane.js';
import { Icon } from './icons.js';
import { LANGUAGES } from './languages.js';
import { PinScreen, PinSetting } from './pin_screen.js';
import { offlineOf } from './verdict_screen.js';

const DWELLS = [3, 6, 0]; /* seconds */

/** @typedef {{ language: Language, sound: boolean, vibration: boolean, dwell: number,
 *   camera: string | null, kiosk: boolean, pin: import('./kiosk.js').Pin | null }} Settings */

/** Chrome offers to install the app; the offer is kept until the user wants it.
 * @type {(Event & { prompt: () => Promise<unknown> }) | null} */
let offer = null;
window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer = /** @type {Event & { prompt: () => Promise<unknown> }} */ (event);
});

/** @template {string | number} V
 * @param {{ name: string, legend: string, chosen: V, choices: { value: V, label: string, lang?: string }[],
 *   set: (value: V) => void }} props */
function Choice({ name, legend, chosen, choices, set }) {
    return html`
        <fieldset>
            <legend>${legend}</legend>
            ${choices.map(
                ({ value, label, lang }) => html`
                    <label class="choice" lang=${lang}>
                        <input type="radio" name=${name} value=${value} checked=${value === chosen}
                            data-testid=${`${name}-${value}`} onChange=${() => set(value)} />${label}</label>`,
            )}
        </fieldset>`;
}

/** @param {{ name: string, label: string, on: boolean, set: (on: boolean) => void }} props */
function Switch({ name, label, on, set }) {
    return html`<label class="choice"><input type="checkbox" checked=${on} data-testid=${`${name}-switch`}
            onChange=${() => set(!on)} />${label}</label>`;
}

/**
 * @param {object} props
 * @param {Say} props.say
 * @param {Settings} props.settings
 * @param {Desk} props.desk
 * @param {(change: Partial<Settings>) => void} props.change
 * @param {(screen: string) => void} props.go
 */
export function SettingsScreen({ say, settings, desk, change, go }) {
    const [open, setOpen] = useState(!settings.pin);
    const [installable, setInstallable] = useState(Boolean(offer));

    useEffect(() => {
        const offered = () => setInstallable(true);
        window.addEventListener('beforeinstallprompt', offered);
        return () => window.removeEventListener('beforeinstallprompt', offered);
    }, []);
    const install = () => offer?.prompt().finally(() => setInstallable(false));

    if (!open && settings.pin) return html`<${PinScreen} say=${say} pin=${settings.pin} open=${() => setOpen(true)} />`;
    return html`
        <main tabindex="-1" class="screen form-screen" data-testid="settings-screen">
            <h1>${say('settings.title')}</h1>
            <${Choice} name="language" legend=${say('settings.language')} chosen=${settings.language}
                choices=${Object.entries(LANGUAGES).map(([value, { name }]) => ({ value, label: name, lang: value }))}
                set=${(/** @type {Language} */ language) => change({ language })} />
            <fieldset><legend>${say('settings.signals')}</legend>
                <${Switch} name="sound" label=${say('settings.sound')} on=${settings.sound}
                    set=${(/** @type {boolean} */ sound) => change({ sound })} />
                <${Switch} name="vibration" label=${say('settings.vibration')} on=${settings.vibration}
                    set=${(/** @type {boolean} */ vibration) => change({ vibration })} />
            </fieldset>
            <${Choice} name="dwell" legend=${say('settings.dwell')} chosen=${settings.dwell}
                choices=${DWELLS.map((value) => ({
                    value,
                    label: value ? say('settings.dwell.seconds', { count: value }) : say('settings.dwell.touch'),
                }))}
                set=${(/** @type {number} */ dwell) => change({ dwell })} />
            <fieldset><legend>${say('settings.kiosk')}</legend>
                <${Switch} name="kiosk" label=${say('settings.kiosk.on')} on=${settings.kiosk}
                    set=${(/** @type {boolean} */ kiosk) => change({ kiosk })} />
                <${PinSetting} say=${say} pin=${settings.pin}
                    set=${(/** @type {Settings['pin']} */ pin) => (setOpen(true), change({ pin }))} />
            </fieldset>
            <button type="button" class="button" data-testid="scanner-open"
                onClick=${() => go('scanner')}><${Icon} name="keyboard" />${say('scanner.open')}</button>
            ${
                installable &&
                html`<button type="button" class="button" data-testid="install"
                    onClick=${install}>${say('settings.install')}</button>`
            }
            <${About} say=${say} desk=${desk} />
        </main>`;
}

/** @param {{ say: Say, desk: Desk }} props */
function About({ say, desk }) {
    const { device, clock, knowledge } = desk;
    const now = clock.now();

    return (
        device &&
        html`
            <section aria-labelledby="about">
                <h2 id="about">${say('about.title')}</h2>
                <dl class="about">
                    <dt>${say('about.municipality')}</dt><dd>${device.municipality}</dd>
                    <dt>${say('about.organisation')}</dt><dd>${device.organisation}</dd>
                    <dt>${say('about.service')}</dt><dd>${say(`service.${device.service}`)}</dd>
                    <dt>${say('about.name')}</dt><dd>${device.name}</dd>
                    <dt>${say('about.list')}</dt><dd>${
                        desk.connected
                            ? knowledge.latest
                                ? say('about.list_of', { time: tiraneTime(knowledge.latest) })
                                : say('about.list_none')
                            : offlineOf(say, knowledge.latest, now)
                    }</dd>
                </dl>
                <p class="quiet">${say('about.kept')}</p>
                <p class="quiet">${say('about.again')}</p>
            </section>`
    );
}
