// @ts-check
/* Says plainly that the device may no longer check, and whom to ask. */
/** @import { Say } from './texts.js' */
import { html } from '/vendor/preact.js';
import { Icon } from './icons.js';

/** @type {Readonly<Record<string, string>>} */
const REASONS = Object.freeze({ device_revoked: 'revoked', device_ended: 'ended' });

/** @param {{ say: Say, why: string, again: () => void }} props */
export function StoppedScreen({ say, why, again }) {
    const reason = REASONS[why] ?? 'unknown';

    return html`
        <main tabindex="-1" class="screen form-screen stopped" data-testid="stopped-screen" data-reason=${reason}>
            <${Icon} name="warning" />
            <h1>${say(`stopped.${reason}`)}</h1>
            <p>${say(`stopped.${reason}.next`)}</p>
            <button type="button" class="button" data-testid="stopped-enrol"
                onClick=${again}>${say('stopped.enrol')}</button>
        </main>`;
}
