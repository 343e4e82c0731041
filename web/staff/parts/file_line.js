// @ts-check
/* Lines of files that were found, and how one goes through them by keyboard: screens/files.js, screens/find.js.
 *
 *   <${FileLine} line=${line} />                              one of them, an <li>
 *   linesKeys(event, box, lines)                              arrows and Enter, between the box and its lines
 */
/** @import { CaseLine } from '../../types/api' */
import { html } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { link } from '../route.js';
import { say } from '../texts.js';
import { Icon } from './icons.js';
import { Tag } from './page.js';

/** @type {Record<string, string>} */
const KIND_OF = { in_force: 'good', ending: 'warning', coming: 'info' };

/** @param {{ line: CaseLine, open?: () => void }} props */
export function FileLine({ line, open }) {
    const sealed = line.state === 'sealed';
    const order = [line.kind, line.order_number].filter(Boolean).join(' ');

    return html`<li class="result"><a href=${link(`/cases/${line.id}`)} data-testid="result" onClick=${open}>
            <span class="result-number">${line.number}</span>
            <span class="result-names">${line.names ?? html`<${Icon} name="lock" /> ${say('files.sealed')}`}</span>
            <span class="result-order">${[line.unit, order].filter(Boolean).join(' · ')}</span>
            <span class="result-state">
                ${line.sealed && !sealed && html`<${Tag} text=${say('files.state.sealed')} kind="info" /> `}
                <${Tag} kind=${KIND_OF[line.state]}
                    text=${
                        line.until && line.state !== 'none'
                            ? say(`files.until.${line.state}`, { date: dateShown(line.until) })
                            : say(`files.state.${line.state}`)
                    } /></span>
        </a></li>`;
}

/** @param {KeyboardEvent} event @param {HTMLInputElement | null} box @param {HTMLElement[]} lines */
export function linesKeys(event, box, lines) {
    const at = /** @type {HTMLElement} */ (event.target);
    const here = lines.indexOf(at);

    if (['ArrowDown', 'ArrowUp'].includes(event.key) && (here >= 0 || at === box)) {
        event.preventDefault();
        const to = here + (event.key === 'ArrowDown' ? 1 : -1);
        (to < 0 ? box : lines[Math.min(to, lines.length - 1)])?.focus();
    } else if (event.key === 'Enter' && at === box && lines.length) {
        event.preventDefault();
        lines[0][lines.length === 1 ? 'click' : 'focus']();
    }
}
