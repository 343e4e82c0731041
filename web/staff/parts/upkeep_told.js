// @ts-check
/* What the administrator is told of the machine above every screen: keys that are due, rows in the checks' database
 * that were not believed; and of the days that only he can enter. */
/** @import { Upkeep } from '../../types/api' */
import { html, useEffect, useState } from '/vendor/preact.js';
import { dateShown, instantShown } from '../dates.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';
import { Notice } from './page.js';

/** What stands above all screens is there before them, or it would push them down. undefined: still asked for;
 * where it cannot be fetched, or is not for this role, the screens stand without it.
 * @returns {Upkeep | null | undefined} */
export function useUpkeep() {
    const may = sessionMay(['administrator']);
    const [told, setTold] = useState(/** @type {Upkeep | null | undefined} */ (undefined));

    useEffect(() => {
        if (may)
            get('/api/v1/upkeep', { look: true }).then(setTold, () => {
                setTold(null);
            });
    }, [may]);
    return may ? told : null;
}

/** @param {{ told: Upkeep | null | undefined }} props */
export function UpkeepTold({ told }) {
    if (!told || !Object.values(told).some(Boolean)) return null;
    return html`<${Notice} kind="warning" title=${say('upkeep.title')} testid="upkeep-told">
        ${told.disbelieved_at && html`<p>${say('upkeep.disbelieved', { at: instantShown(told.disbelieved_at) })}</p>`}
        ${
            told.devices_end > 0 &&
            html`<p><a href=${link('/devices')}>${say('upkeep.devices', { n: String(told.devices_end) })}</a></p>`
        }
        ${
            told.holidays_missing > 0 &&
            html`<p><a href=${link('/rules', { part: 'holidays' })} data-testid="upkeep-holidays">${say(
                'upkeep.holidays',
                { year: String(told.holidays_missing) },
            )}</a></p>`
        }
        ${
            told.undrilled_since &&
            html`<p>${say('upkeep.undrilled', { at: instantShown(told.undrilled_since) })}
                <code>besa restore --drill</code></p>`
        }
        ${
            told.keys_since &&
            html`<p>${say('upkeep.keys', { on: dateShown(told.keys_since) })} <code>besa key status</code></p>`
        }</${Notice}>`;
}
