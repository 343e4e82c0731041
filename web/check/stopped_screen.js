// @ts-check
/* Says plainly that the device may no longer check, and whom to ask. */
/** @import { Desk } from './desk.js' */
/** @import { Say } from './texts.js' */
import { html } from '/vendor/preact.js';
import { Icon } from './icons.js';
import { KeptPanel } from './kept_panel.js';

/** @type {Readonly<Record<string, string>>} */
const REASONS = Object.freeze({ device_revoked: 'revoked', device_ended: 'ended' });

/** @param {{ say: Say, why: string, desk: Desk, again: () => void }} props */
export function StoppedScreen({ say, why, desk, again }) {
    const reason = REASONS[why] ?? 'unknown';

    return html`
        <main tabindex="-1" class="screen form-screen stopped" data-testid="stopped-screen" data-reason=${reason}>
            <${Icon} name="warning" />
            <h1>${say(`stopped.${reason}`)}</h1>
            <p>${say(`stopped.${reason}.next`)}</p>
            <${KeptPanel} say=${say} desk=${desk} />
            <button type="button" class="button" data-testid="stopped-enrol"
                onClick=${again}>${say('stopped.enrol')}</button>
        </main>`;
}
