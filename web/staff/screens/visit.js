// @ts-check
/* A visit where there may be no network. What is needed at the door is opened once, in the office, and taken along in
 * the memory of this page (visit_pack.js); what is written there is sent when there is a network again. */
/** @import { CaseNouns, CaseWords, VisitPack as Pack } from '../../types/api' */
/** @import { Values } from '../parts/form.js' */
/** @import { Problem } from '../server.js' */
/** @import { Written } from './visit_form.js' */
/** @import { VisitPack } from '../visit_pack.js' */
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { curtainListen } from '../curtain.js';
import { instantShown } from '../dates.js';
import { confirm } from '../parts/dialog.js';
import { TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Loading, Notice, Page, Tag } from '../parts/page.js';
import { link, placeHold } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';
import { codeFault, packCan, packGone, packHeld, packShown, packTake, packWipe } from '../visit_pack.js';
import { reasonOpens, SealedDoor } from './case_seal.js';
import { VisitForm } from './visit_form.js';
import { VisitShown } from './visit_shown.js';

/** @typedef {{ pack: Pack, nouns: CaseNouns['nouns'], words: CaseWords['words'] }} Told */
/** @typedef {VisitPack<Told, Written>} Held */

const HOUR = 60 * 60 * 1000; /* ms */

/** Whether the device believes that there is a network. */
function useOnline() {
    const [online, setOnline] = useState(navigator.onLine);

    useEffect(() => {
        const look = () => setOnline(navigator.onLine);
        const kinds = ['online', 'offline'];
        kinds.forEach((kind) => window.addEventListener(kind, look));
        return () => kinds.forEach((kind) => window.removeEventListener(kind, look));
    }, []);
    return online;
}

/** One of the two fields of a code. @param {{ form: any, name: string, label: string, hint?: string, required: string,
 *   check?: (code: string) => string }} props */
const CodeField = (props) =>
    html`<${TextField} ...${props} width="short" inputmode="numeric" most=${12}
        attributes=${{ class: 'short code', autocorrect: 'off' }} />`;

/** @param {string} code */
const codeSaid = (code) => {
    const fault = codeFault(code);
    return fault && say(`visit_pack.code.${fault}`);
};

/** @param {{ file: string, visit: string, taken: () => void }} props */
function Begin({ file, visit, taken }) {
    const [shut, setShut] = useState(/** @type {Problem | null} */ (null));
    const gone = packGone(visit);
    const form = useForm({
        initial: { code: '', again: '' },
        check: ({ code, again }) =>
            /** @type {Record<string, string>} */ (code !== again ? { again: say('visit_pack.again.differs') } : {}),
        send: async ({ code }) => {
            try {
                const [pack, { nouns }, { words }] = await Promise.all([
                    get(`/api/v1/cases/${file}/visits/${visit}/pack`),
                    get('/api/v1/case-nouns'),
                    get('/api/v1/case-words'),
                ]);
                /** @type {Written} */
                const nothing = { values: null, ready: false, parts: {} };
                await packTake(visit, code, { pack, nouns, words }, nothing);
            } catch (failure) {
                const problem = /** @type {Problem} */ (failure);
                if (reasonOpens(problem)) setShut(problem);
                throw failure;
            }
        },
        done: taken,
        kept: true,
        secret: true,
        prefix: 'visit_pack',
    });

    if (shut) return html`<${SealedDoor} file=${file} problem=${shut} opened=${() => setShut(null)} />`;
    return html`
        ${
            gone &&
            html`<${Notice} kind="warning" title=${say(`visit_pack.gone.${gone.why}`)} testid="visit-gone" role="alert">
                ${gone.unsent && html`<p>${say('visit_pack.gone.unsent')}</p>`}</${Notice}>`
        }
        <ul class="bullets">${['holds', 'gone', 'code', 'page'].map(
            (key) => html`<li>${say(`visit_pack.what.${key}`)}</li>`,
        )}</ul>
        <${Form} form=${form} submit=${say('visit_pack.take')}
            cancel=${link(`/cases/${file}/work`)} testid="visit-take">
            <${CodeField} form=${form} name="code" label=${say('visit_pack.code')} hint=${say('visit_pack.code.hint')}
                required=${say('visit_pack.code.needed')} check=${codeSaid} />
            <${CodeField} form=${form} name="again" label=${say('visit_pack.again')}
                required=${say('visit_pack.again.needed')} />
        </${Form}>`;
}

/** @param {{ held: Held }} props */
function Locked({ held }) {
    const place = useRef(/** @type {HTMLElement | null} */ (null));
    /** @type {import('../parts/form.js').FormState} */
    const form = useForm({
        initial: { code: '' },
        send: async ({ code }) => held.unlock(code),
        done: (/** @type {boolean} */ fits) => {
            if (!fits) form.replace({ code: '' }, true);
        },
        kept: true,
        secret: true,
        prefix: 'visit_pack',
    });
    const wrong = held.wrong;

    useEffect(() => {
        const focus = () => /** @type {HTMLElement | null} */ (place.current?.querySelector('input'))?.focus();
        focus();
        return curtainListen((down) => !down && setTimeout(focus)); /* what had it before is not there any more */
    }, [wrong]);
    return html`<div ref=${place} class="stack" data-testid="visit-locked">
        <p>${say(held.unsent ? 'visit_pack.locked.unsent' : 'visit_pack.locked')}</p>
        ${
            wrong > 0 &&
            html`<${Notice} kind="danger" role="alert" testid="visit-wrong">
                <p>${say('visit_pack.wrong', { count: held.tries })}</p></${Notice}>`
        }
        <${Form} form=${form} submit=${say('visit_pack.unlock')} testid="visit-unlock">
            <${CodeField} form=${form} name="code" label=${say('visit_pack.code')}
                required=${say('visit_pack.code.needed')} />
        </${Form}></div>`;
}

/** What is told and written in it, while it is open. @param {Held} held */
function useContent(held) {
    const [content, setContent] = useState(/** @type {{ told: Told, written: Written } | null} */ (null));

    useEffect(() => {
        let here = true;
        void Promise.all([held.told(), held.written()]).then(
            ([told, written]) => here && told && written && setContent({ told, written }),
        );
        return () => void (here = false);
    }, [held]);
    return content;
}

/** @param {{ held: Held, file: string, online: boolean }} props */
function Opened({ held, file, online }) {
    const content = useContent(held);

    if (!content) return html`<${Loading} />`;
    return html`<${VisitShown} ...${content.told} />
        <${VisitForm} held=${held} file=${file} ...${content.told} written=${content.written} online=${online} />`;
}

/** @param {{ held: Held, online: boolean }} props */
function State({ held, online }) {
    const left = held.left();
    const close = async () => {
        const sure =
            !held.unsent ||
            (await confirm({
                title: say('visit_pack.close.title'),
                text: say('visit_pack.close.text'),
                yes: say('visit_pack.close.yes'),
                danger: true,
            }));
        if (sure) packWipe(held);
    };

    return html`<div class="row" data-testid="visit-state">
            <${Tag} kind=${online ? 'good' : 'warning'}
                text=${say(online ? 'visit_pack.online' : 'visit_pack.offline')} />
            <span class="hint">${say('visit_pack.until', { at: instantShown(Date.now() + left) })}</span>
            <button type="button" class="button small" data-testid="visit-close"
                onClick=${close}>${say('visit_pack.close')}</button></div>
        ${
            left < HOUR &&
            html`<${Notice} kind="warning" role="alert" testid="visit-soon">
                <p>${say('visit_pack.soon')}</p></${Notice}>`
        }`;
}

/** @param {{ params: { id: string, visit: string } }} props */
export default function VisitScreen({ params }) {
    const [, draw] = useState(0);
    const held = packHeld(params.visit);
    const again = () => draw((n) => n + 1);
    const online = useOnline();

    useEffect(() => {
        const leave = packShown(params.visit);
        const release = placeHold(() => Boolean(packHeld(params.visit)) && 'visit_pack.leave');
        const timer = setInterval(again, 30_000); /* hours and minutes that are left */
        return () => {
            clearInterval(timer);
            release();
            leave();
        };
    }, []);
    useEffect(() => held?.listen(again), [held]);
    return html`<${Page} title=${say('visit_pack.title')} lead=${say('visit_pack.lead')} testid="visit"
        back=${{ href: link(`/cases/${params.id}/work`), text: say('assessments.back') }}>
        ${
            !packCan()
                ? html`<${Notice} kind="warning" testid="visit-cannot"><p>${say('visit_pack.cannot')}</p></${Notice}>`
                : !held
                  ? html`<${Begin} file=${params.id} visit=${params.visit} taken=${again} />`
                  : html`<${State} held=${held} online=${online} />${
                        held.open
                            ? html`<${Opened} held=${held} file=${params.id} online=${online} />`
                            : html`<${Locked} held=${held} />`
                    }`
        }</${Page}>`;
}
