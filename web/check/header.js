// @ts-check
/* Who this checker is, whether it is connected, and what is wrong with it: above every screen. */
/** @import { Desk } from './desk.js' */
/** @import { Say } from './texts.js' */
import { html } from '/vendor/preact.js';
import { Icon } from './icons.js';
import { iosTab } from './ios.js';
import { offlineOf } from './verdict_screen.js';

/**
 * @param {object} props
 * @param {Say} props.say
 * @param {Desk} props.desk
 * @param {string} props.screen
 * @param {(screen: string) => void} props.go
 */
export function Header({ say, desk, screen, go }) {
    const { device } = desk;

    return html`
        <header class="bar">
            ${
                screen !== 'scan' &&
                html`<button type="button" class="bar-button" data-testid="back" onClick=${() => go('scan')}
                    aria-label=${say('back')}><${Icon} name="back" /></button>`
            }
            <div class="who" data-testid="who">
                <strong>${device ? device.organisation : say('app.name')}</strong>
                ${device && html`<span>${say(`service.${device.service}`)} · ${device.name}</span>`}
            </div>
            ${
                device?.service === 'kindergarten' &&
                screen === 'scan' &&
                html`<button type="button" class="bar-button" data-testid="children-open"
                    onClick=${() => go('children')}
                    aria-label=${say('children.title')}><${Icon} name="list" /></button>`
            }
            ${
                screen === 'scan' &&
                html`<button type="button" class="bar-button" data-testid="settings-open"
                    onClick=${() => go('settings')}
                    aria-label=${say('settings.title')}><${Icon} name="sliders" /></button>`
            }
        </header>
        ${device && html`<${Connection} say=${say} desk=${desk} />`}
        <${Notices} say=${say} desk=${desk} />`;
}

/** @param {{ say: Say, desk: Desk }} props */
function Connection({ say, desk: { connected, knowledge, clock } }) {
    const text =
        connected === false
            ? offlineOf(say, knowledge.latest, clock.now())
            : say(connected ? 'state.online' : 'state.unknown');

    return html`<p class="connection" role="status" data-testid="connection" data-connected=${String(connected)}>
        <span class="dot" aria-hidden="true"></span>${text}</p>`;
}

/** @param {Desk} desk */
function noticesOf({ clock, knowledge, keepsNothing }) {
    return [
        clock.wrong && 'clock',
        keepsNothing && 'storage',
        knowledge.refused && 'list_refused',
        knowledge.unsupported && 'unsupported',
        iosTab && 'ios',
    ].filter((notice) => typeof notice === 'string');
}

/** @param {{ say: Say, desk: Desk }} props */
function Notices({ say, desk }) {
    return html`<div class="notices" role="status">${noticesOf(desk).map(
        (notice) => html`
            <p class="notice" key=${notice} data-testid="notice" data-notice=${notice}><${Icon} name="warning" />
                <span><strong>${say(`notice.${notice}`)}</strong> ${say(`notice.${notice}.next`)}</span></p>`,
    )}</div>`;
}
