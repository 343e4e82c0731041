// @ts-check
/* The page for the public: its texts in three languages and the numbers by which help is reached, written by one,
 * approved by another; what is published is the newest version that was approved. Each version can be looked at as
 * whoever reads it will see it. */
/** @import { PublicPage } from '../../types/api' */
/** @import { At, Content, Data } from '../../types/screen' */
import { PublicNumbersNew as NUMBERS, PublicTextNew as LIMITS } from '/vendor/limits.js';
import { html, useRef, useState } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { confirm } from '../parts/dialog.js';
import { TextArea, TextField } from '../parts/field.js';
import { Fold } from '../parts/fold.js';
import { Form, useForm } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { Loaded, Notice, Page, ProblemNote, Section, Table, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { Attempt, get, Problem } from '../server.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';

/** @typedef {PublicPage['texts'][number]} Text */
/** @typedef {PublicPage['versions'][number]} Version */
/** @typedef {{ sq: string, en: string, el: string }} Said */
/** @typedef {() => Promise<unknown>} Reload */

const LANGUAGES = /** @type {const} */ (['sq', 'en', 'el']);
const FILES = { sq: 'index.html', en: 'en.html', el: 'el.html' };
const ONE_LINE = 90; /* characters of a text that a field of one line shows */
const OWN = 'own.';
const NUMBERS_AT = 'numbers';
const attempt = new Attempt();

const approves = () => sessionMay(['coordinator', 'director']);

/** Sends what is written for the version that is on the screen when it is sent: after a 409 that is the newest.
 * @param {PublicPage} page @param {Reload} reload */
function useWriting(page, reload) {
    const now = useRef(page);

    now.current = page;
    return async (/** @type {(version: number) => Promise<unknown>} */ write) => {
        try {
            return await write(now.current.version);
        } catch (failure) {
            if (failure instanceof Problem && failure.code === 'page_changed') await reload();
            throw failure;
        }
    };
}

/** Each language of a version, in a page of its own. @param {{ version: number, small?: boolean }} props */
function Preview({ version }) {
    return html`${LANGUAGES.map(
        (language) => html`<a class="button small" target="_blank" rel="noopener" key=${language}
            href=${`/api/v1/public-page/versions/${version}/${FILES[language]}`}
            data-testid=${`public-preview-${language}`}
            aria-label=${say('public.preview.of', { language: say(`public.language.${language}`), version })}
            >${say(`public.language.${language}`)}</a>`,
    )}`;
}

/** No picture is taken: said where it was dropped. @param {{ children: Content }} props */
function WordsAlone({ children }) {
    const [picture, setPicture] = useState(false);
    const taken = (/** @type {DataTransfer | null} */ data, /** @type {Event} */ event) => {
        const files = Boolean(data?.files.length);
        if (files) event.preventDefault();
        setPicture(files);
    };

    return html`<div class="stack" onDrop=${(/** @type {DragEvent} */ e) => taken(e.dataTransfer, e)}
        onPaste=${(/** @type {ClipboardEvent} */ e) => taken(e.clipboardData, e)}>
        ${children}
        ${
            picture &&
            html`<p class="field-fault" role="alert"
                data-testid="public-picture">${say('public.problem.picture')}</p>`
        }
    </div>`;
}

/** @param {{ page: PublicPage, text: Text, reload: Reload, close: () => void }} props */
function TextForm({ page, text, reload, close }) {
    const writing = useWriting(page, reload);
    const form = useForm({
        initial: { sq: text.sq, en: text.en, el: text.el },
        send: (/** @type {Said} */ values, tried) =>
            writing((version) =>
                tried.put(`/api/v1/public-page/texts/${encodeURIComponent(text.key)}`, { version, ...values }),
            ),
        done: async () => {
            await reload();
            toast(say('public.saved'));
            close();
        },
        prefix: 'public',
    });
    const own = text.key.startsWith(OWN);
    const places = /\[\[/.test(text.program_sq);

    return html`<${Form} form=${form} submit=${say('public.save')} cancel=${close} testid="public-form">
        ${places && html`<p class="hint" data-testid="public-places">${say('public.places')}</p>`}
        <${WordsAlone}>${LANGUAGES.map(
            (language) => html`<${TextArea} form=${form} name=${language} key=${language} optional=${false}
                label=${say(`public.language.${language}`)} most=${LIMITS[language]}
                rows=${own || text[language].length > ONE_LINE ? 4 : 2}
                hint=${
                    own
                        ? say('public.own.hint')
                        : say('public.program', {
                              text: /** @type {Record<string, string>} */ (text)[`program_${language}`],
                          })
                } />`,
        )}</${WordsAlone}>
    </${Form}>`;
}

/** @param {{ page: PublicPage, reload: Reload, close: () => void }} props */
function NumbersForm({ page, reload, close }) {
    const writing = useWriting(page, reload);
    const form = useForm({
        initial: { phone: page.phone, line: page.line, leave: page.leave },
        send: (/** @type {{ phone: string, line: string, leave: string }} */ values, tried) =>
            writing((version) => tried.put('/api/v1/public-page/numbers', { version, ...values })),
        done: async () => {
            await reload();
            toast(say('public.saved'));
            close();
        },
        prefix: 'public',
    });

    return html`<${Form} form=${form} submit=${say('public.save')} cancel=${close} testid="public-form">
        <${TextField} form=${form} name="phone" label=${say('public.phone')} most=${NUMBERS.phone}
            hint=${
                page.card_phone ? say('public.phone.hint', { phone: page.card_phone }) : say('public.phone.hint.none')
            } />
        <${TextField} form=${form} name="line" label=${say('public.line')} most=${NUMBERS.line}
            hint=${say('public.line.hint')} />
        <${TextField} form=${form} name="leave" label=${say('public.leave')} most=${NUMBERS.leave} inputmode="url"
            hint=${say('public.leave.hint')} required=${say('public.leave.needed')} />
    </${Form}>`;
}

/** @param {{ page: PublicPage, reload: Reload, editing: boolean, open: () => void, close: () => void }} props */
function Numbers({ page, reload, editing, open, close }) {
    const facts = [
        ['public.phone', page.phone || page.card_phone],
        ['public.line', page.line],
        ['public.leave', page.leave],
    ];

    return html`<${Section} title=${say('public.numbers')} testid="public-numbers" actions=${
        !editing &&
        html`<button type="button" class="button small" data-testid="public-numbers-edit" onClick=${open}
            aria-label=${say('public.edit.of', { title: say('public.numbers') })}>${say('public.edit')}</button>`
    }>
        <dl class="facts">${facts.map(
            ([key, value]) =>
                html`<div key=${key}><dt>${say(key)}</dt><dd>${value || say('public.not_said')}</dd></div>`,
        )}</dl>
        ${
            editing &&
            html`<${Inset} title=${say('public.numbers')} testid="public-inset">
                <${NumbersForm} page=${page} reload=${reload} close=${close} /></${Inset}>`
        }</${Section}>`;
}

/** "rights.payment.how" belongs to "rights"; what stands before the first heading to "". @param {Text} text */
const partOf = ({ key }) => (key.includes('.') ? key.slice(0, key.indexOf('.')) : '');

/** Where the municipality has words of its own. @param {Text} text */
const changedIn = (text) =>
    LANGUAGES.filter((l) => text[l] !== /** @type {Record<string, string>} */ (text)[`program_${l}`]);

/** @param {{ page: PublicPage, text: Text, reload: Reload, editing: boolean, open: () => void,
 *   close: () => void }} props */
function Shown({ page, text, reload, editing, open, close }) {
    const title = text.sq || say(`public.text.${text.key}`);
    const changed = changedIn(text);

    return html`<li class="stack" data-testid="public-text" data-key=${text.key}>
        <p><span lang=${text.sq && 'sq'} class=${text.sq ? '' : 'hint'}>${title}</span>${' '}
            ${
                changed.length > 0 &&
                html`<${Tag} text=${say('public.changed', {
                    languages: changed.map((l) => say(`public.language.${l}`)).join(', '),
                })} />`
            }${' '}
            ${
                !editing &&
                html`<button type="button" class="button small" data-testid="public-edit" onClick=${open}
                    aria-label=${say('public.edit.of', { title })}>${say('public.edit')}</button>`
            }</p>
        ${
            editing &&
            html`<${Inset} title=${say('public.edit')} testid="public-inset">
                <${TextForm} page=${page} text=${text} reload=${reload} close=${close} /></${Inset}>`
        }</li>`;
}

/** The texts as they follow each other, part by part. @param {{ page: PublicPage, reload: Reload,
 *   inset: ReturnType<typeof useInset> }} props */
function Texts({ page, reload, inset }) {
    const parts = [...new Set(page.texts.map(partOf))];

    return html`${parts.map((part) => {
        const texts = page.texts.filter((text) => partOf(text) === part);
        const heading = texts.find(({ key }) => key === `${part}.title`)?.sq;

        return html`<${Fold} key=${part} name=${`public-${part || 'top'}`} testid="public-part"
            title=${heading || say(part ? `public.part.${part}` : 'public.part.top')}>
            <ul class="plain stack">${texts.map(
                (text) => html`<${Shown} key=${text.key} page=${page} text=${text} reload=${reload}
                    editing=${inset.at === text.key} open=${() => inset.open(text.key)} close=${inset.close} />`,
            )}</ul></${Fold}>`;
    })}`;
}

/** @param {Version} v */
const restoredShown = (v) =>
    v.restored ? say('public.restored', { version: v.restored }) : say('public.restored.program');

/** @param {{ page: PublicPage, restore: (version: number) => void }} props */
function Versions({ page, restore }) {
    /** @param {Version} v */
    const how = (v) =>
        v.version === page.published
            ? html`<${Tag} text=${say('public.published')} kind="good" />`
            : v.approved_at
              ? say('public.approved.by', { at: instantShown(v.approved_at), by: v.approved_by ?? '' })
              : say('public.approved.not');
    /** @param {number} version */
    const back = (version) =>
        version !== page.version &&
        html`<button type="button" class="button small" data-testid="public-restore"
            aria-label=${say('public.restore.of', { version })}
            onClick=${() => restore(version)}>${say('public.restore')}</button>`;

    return html`<${Fold} name="public-versions" title=${say('public.versions')} testid="public-versions"
        now=${say('public.versions.count', { count: page.versions.length })}>
        <${Table} caption=${say('public.versions')} quietCaption testid="public-table"
            empty=${say('public.versions.none')} rows=${page.versions}
            keyOf=${(/** @type {Version} */ v) => v.version} columns=${[
                {
                    key: 'version',
                    label: say('public.version'),
                    head: true,
                    cell: (/** @type {Version} */ v) =>
                        html`${v.version}${v.restores && html` <span class="hint">${restoredShown(v)}</span>`}`,
                },
                { key: 'at', label: say('public.at'), cell: (/** @type {Version} */ v) => instantShown(v.at) },
                { key: 'by', label: say('public.by'), cell: (/** @type {Version} */ v) => v.by },
                { key: 'how', label: say('public.approval'), cell: how },
                {
                    key: 'look',
                    label: say('public.preview'),
                    cell: (/** @type {Version} */ v) =>
                        html`<span class="buttons"><${Preview} version=${v.version} /></span>`,
                },
                { key: 'back', label: '', cell: (/** @type {Version} */ v) => back(v.version) },
            ]} />
        ${
            page.version > 0 &&
            html`<p><button type="button" class="button small" data-testid="public-restore-program"
                onClick=${() => restore(0)}>${say('public.restore.program')}</button></p>`
        }
    </${Fold}>`;
}

/** What keeps the newest version from being approved by whoever looks at it; '': nothing. @param {PublicPage} page */
const why = (page) =>
    !page.version
        ? 'public.approve.none'
        : page.wrote
          ? 'public.approve.wrote'
          : !page.leave
            ? 'public.approve.leave'
            : '';

/** @param {PublicPage} page */
function told(page) {
    const { version, published, versions } = page;
    const shown = versions.find((v) => v.version === published);

    if (!shown) return say(version ? 'public.state.first' : 'public.state.none', { version });
    const how = {
        version: published,
        at: instantShown(/** @type {string} */ (shown.approved_at)),
        by: shown.approved_by ?? '',
    };
    return version === published
        ? say('public.state.published', how)
        : say('public.state.waits', { ...how, newest: version });
}

/** @param {{ page: PublicPage, reload: Reload }} props */
function Whole({ page, reload }) {
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const waits = page.version !== page.published || !page.version;
    const sent = (/** @type {() => Promise<unknown>} */ send, /** @type {string} */ done) =>
        trying(async () => {
            try {
                await send();
                toast(say(done));
            } finally {
                await reload();
            }
        });
    const approve = async () => {
        const yes = await confirm({
            title: say('public.approve.title', { version: page.version }),
            text: say('public.approve.text'),
            yes: say('public.approve'),
        });
        if (yes)
            await sent(
                () => attempt.post('/api/v1/public-page/approve', { version: page.version }),
                'public.approved.now',
            );
    };
    const restore = async (/** @type {number} */ version) => {
        const yes = await confirm({
            title: version ? say('public.restore.title', { version }) : say('public.restore.program.title'),
            text: say('public.restore.text'),
            yes: say('public.restore'),
        });
        if (yes)
            await sent(
                () => attempt.post('/api/v1/public-page/restore', { version: page.version, restored: version }),
                'public.restored.now',
            );
    };

    return html`<div class="stack">
        <${Notice} kind=${waits ? 'info' : 'good'} title=${say('public.state')} testid="public-state">
            <p data-testid="public-told">${told(page)}</p>
            ${waits && approves() && why(page) && html`<p data-testid="public-why">${say(why(page))}</p>`}
            <p class="hint">${say('public.rules')}</p>
            <div class="buttons">
                ${
                    waits &&
                    approves() &&
                    !why(page) &&
                    html`<button type="button" class="button primary" data-testid="public-approve"
                        onClick=${approve}>${say('public.approve')}</button>`
                }
                <span>${say('public.preview.newest')}</span><${Preview} version=${page.version} /></div></${Notice}>
        ${problem && html`<${ProblemNote} problem=${problem} prefix="public" />`}
        <${Numbers} page=${page} reload=${reload} editing=${inset.at === NUMBERS_AT}
            open=${() => inset.open(NUMBERS_AT)} close=${inset.close} />
        <${Texts} page=${page} reload=${reload} inset=${inset} />
        <${Versions} page=${page} restore=${restore} /></div>`;
}

export default function PublicPageScreen() {
    const load = useLoad(() => get('/api/v1/public-page'), []);

    return html`<${Page} title=${say('public.title')} lead=${say('public.lead')} testid="public-screen" wide>
        <${Loaded} of=${load} prefix="public">${(/** @type {Data<typeof load>} */ page) =>
            html`<${Whole} page=${page} reload=${load.reload} />`}</${Loaded}></${Page}>`;
}
