// @ts-check
/* Whether a hand scanner is set right: it reads the code of this page, and the page says what came and what to set. It
 * prints as a sheet that goes with the scanner. The codes that set a scanner are its maker's: they are in its manual,
 * and those of another model set something else. */
/** @import { Say } from './texts.js' */
/** @import { Finding } from './scanner_trial.js' */
/** @import { Scan } from './strokes.js' */
import { html } from '/vendor/preact.js';
import { Icon } from './icons.js';
import { diagnose } from './scanner_trial.js';

const CODE = '/check/scanner_code.svg';

/* What to set, in the order of manuals, which are in English: so are the names in them. */
const SETTINGS = ['reset', 'usb', 'us', 'enter', 'id', 'case', 'qr', 'slow'];

/** @param {{ say: Say, finding: Finding }} props */
function Line({ say, finding: { name, level, values } }) {
    return html`<li data-testid="scanner-finding" data-name=${name} data-level=${level}>
        <strong>${say(`scanner.level.${level}`)}</strong> ${say(`scanner.${name}`, values)}</li>`;
}

/** @param {{ say: Say, scan: Scan | null }} props */
function Outcome({ say, scan }) {
    if (!scan) return html`<p>${say('scanner.waiting')}</p>`;
    const { works, found } = diagnose(scan);

    return html`
        <p class=${`outcome ${works}`} data-testid="scanner-works" data-works=${works}>
            ${say(`scanner.works.${works}`)}</p>
        <ul class="findings">${found.map((finding) => html`<${Line} say=${say} finding=${finding} />`)}</ul>`;
}

/** @param {{ say: Say, scan: Scan | null }} props */
export function ScannerScreen({ say, scan }) {
    return html`
        <main tabindex="-1" class="screen form-screen scanner" data-testid="scanner-screen">
            <h1>${say('scanner.title')}</h1>
            <p>${say('scanner.how')}</p>
            <img class="scanner-code" src=${CODE} alt=${say('scanner.code')} width="160" height="160" />
            <div class="screen-only" role="status" data-testid="scanner-outcome">
                <${Outcome} say=${say} scan=${scan} /></div>
            <section aria-labelledby="scanner-set">
                <h2 id="scanner-set">${say('scanner.set')}</h2>
                <ol class="scanner-settings">${SETTINGS.map(
                    (name) => html`<li>${say(`scanner.set.${name}`)}</li>`,
                )}</ol>
                <p class="quiet">${say('scanner.set.where')}</p>
            </section>
            <button type="button" class="button screen-only" data-testid="scanner-print"
                onClick=${() => window.print()}><${Icon} name="list" />${say('scanner.print')}</button>
        </main>`;
}
