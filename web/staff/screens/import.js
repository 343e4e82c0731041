// @ts-check
/* A list of orders, taken from a spreadsheet: looked through first, line by line. What is wrong is put right in the
 * list itself, which is chosen again; what is asked is answered here. The list stays in this page's memory, so that
 * what is taken is what was looked through, and nowhere else. */
/** @import { Column } from '../parts/page.js' */
/** @import { ImportReport } from '../../types/api' */
/** @import { At } from '../../types/screen' */
import { html, useState } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { announce } from '../parts/announce.js';
import { confirm } from '../parts/dialog.js';
import { FileField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Notice, Page, ProblemNote, Section, Table, Tag } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { save } from '../parts/save.js';
import { link } from '../route.js';
import { bytes, put } from '../server.js';
import { said, say } from '../texts.js';

const TYPES = '.xlsx,.csv,.txt,.tsv';
const MOST = 10 * 1048576; /* bytes */

/** @typedef {ImportReport['notes'][number]} Note */
/** @typedef {ImportReport['rows'][number]} Row */
/** @typedef {{ name: string, bytes: Blob, sheet: string }} List */

/** @type {Record<string, 'good' | 'warning' | 'danger' | 'info' | 'quiet'>} */
const SEVERITY = { error: 'danger', question: 'warning', left_open: 'warning', warning: 'quiet' };
/** @type {Record<string, 'good' | 'warning' | 'danger' | 'info' | 'quiet'>} */
const STATE = { new: 'good', there: 'quiet', bad: 'danger', asked: 'warning' };

/** In the words of the screen, of the forms, or of the server. @param {Note} note */
export function noteText({ code, severity, reason, offered }) {
    const kinds = severity === 'question' ? ['question', 'problem', 'warning'] : ['problem', 'warning', 'question'];
    const key = [`import.note.${code}`, ...kinds.map((k) => `${k}.${code}`)].find(said);

    return [key ? say(key, { code }) : reason, offered && say('import.offered', { text: offered })]
        .filter(Boolean)
        .join(' ');
}

/** @param {string} column */
const columnText = (column) => (said(`import.column.${column}`) ? say(`import.column.${column}`) : column);

/** @param {List} list @param {string[]} ticked @param {boolean} skip */
function query(list, ticked, skip) {
    const parts = new URLSearchParams();

    if (ticked.length) parts.set('confirm', ticked.join(','));
    if (list.sheet) parts.set('sheet', list.sheet);
    if (skip) parts.set('skip_bad', '1');
    return parts.toString();
}

/** @returns {Column<Note>[]} */
const noteColumns = () => [
    { key: 'line', label: say('import.line'), head: true, cell: ({ line }) => say('import.line.n', { n: line }) },
    { key: 'column', label: say('import.column'), cell: (n) => columnText(n.column) },
    {
        key: 'severity',
        label: say('import.severity'),
        cell: (n) => html`<${Tag} text=${say(`import.severity.${n.severity}`)} kind=${SEVERITY[n.severity]} />`,
    },
    { key: 'reason', label: say('import.what'), cell: noteText },
];

/** @returns {Column<Row>[]} */
const rowColumns = () => [
    { key: 'line', label: say('import.line'), head: true, cell: ({ line }) => say('import.line.n', { n: line }) },
    {
        key: 'state',
        label: say('import.state'),
        cell: (r) => html`<${Tag} text=${say(`import.state.${r.state}`)} kind=${STATE[r.state]} />`,
    },
    { key: 'number', label: say('import.order'), cell: (r) => [r.kind, r.number].filter(Boolean).join(' ') },
    { key: 'decision_date', label: say('order.decision_date'), cell: (r) => dateShown(r.decision_date) },
    { key: 'end', label: say('order.end'), cell: (r) => dateShown(r.end) },
    { key: 'surname', label: say('import.person'), cell: (r) => [r.first_name, r.surname].filter(Boolean).join(' ') },
    { key: 'children', label: say('import.children'), cell: (r) => String(r.children || ''), align: 'end' },
    { key: 'unit', label: say('order.unit') },
];

/** What is asked about rows: each code once, with the lines. @param {ImportReport} report */
function questionsOf(report) {
    /** @type {Map<string, Set<number>>} */
    const by = new Map();

    for (const { severity, code, line } of report.notes)
        if (severity === 'question' || severity === 'left_open') by.set(code, (by.get(code) ?? new Set()).add(line));
    return by;
}

/** @param {{ report: ImportReport, ticked: string[], tick: (codes: string[]) => void }} props */
function Asked({ report, ticked, tick }) {
    const asked = questionsOf(report);
    /* Letters of measures may be the law's, or those of the register's former list. */
    const other = asked.has('measure_meant') ? ['former_letters'] : [];
    const all = [...new Set([...asked.keys(), ...other, ...ticked])];
    const rows = (/** @type {string} */ code) => asked.get(code)?.size ?? 0;

    return (
        all.length > 0 &&
        html`<fieldset class="field" data-testid="import-questions"><legend>${say('import.questions')}</legend>
            <p class="hint">${say('import.questions.hint')}</p>
            ${all.map(
                (code) => html`<div class="choice" key=${code}>
                    <input type="checkbox" id=${`import-yes-${code}`} checked=${ticked.includes(code)}
                        data-testid=${`tick-${code}`}
                        onChange=${(/** @type {At<HTMLInputElement>} */ e) =>
                            tick(e.currentTarget.checked ? [...ticked, code] : ticked.filter((c) => c !== code))} />
                    <label for=${`import-yes-${code}`}>${
                        said(`import.yes.${code}`) ? say(`import.yes.${code}`) : say('import.yes', { code })
                    }${rows(code) > 0 && ` (${say('import.rows', { count: rows(code) })})`}</label></div>`,
            )}</fieldset>`
    );
}

/** @param {ImportReport} r */
const figures = (r) =>
    [
        say('import.read', { count: r.read }),
        say(r.written ? 'import.taken' : 'import.new', { count: r.taken }),
        r.already_there > 0 && say('import.there', { count: r.already_there }),
        r.bad > 0 && say('import.bad', { count: r.bad }),
        r.asked > 0 && say('import.asked', { count: r.asked }),
    ]
        .filter(Boolean)
        .join(' · ');

/** What was found in the list, and the way to take it.
 * @param {{ list: List, report: ImportReport, ticked: string[], tick: (codes: string[]) => void,
 *   taken: (report: ImportReport) => void }} props */
function Found({ list, report, ticked, tick, taken }) {
    const { problem, trying } = useRefusal();
    const [busy, setBusy] = useState(false);
    const left = report.bad + report.asked;
    const take = async () => {
        const yes = await confirm({
            title: say('import.take.title', { count: report.taken }),
            text: left ? say('import.take.left', { count: left }) : say('import.take.text'),
            yes: say('import.take.yes'),
        });
        if (!yes) return;
        setBusy(true);
        await trying(async () =>
            taken(await put(`/api/v1/imports/orders?${query(list, ticked, left > 0)}`, list.bytes)),
        );
        setBusy(false);
    };

    return html`
        <${Section} title=${say('import.found')} testid="import-found">
            <${Notice} kind=${report.header_bad || report.bad ? 'danger' : report.asked ? 'warning' : 'good'}
                role="status" testid="import-figures">
                <p>${report.header_bad ? say('import.header_bad') : figures(report)}</p>
                ${report.bad > 0 && html`<p>${say('import.bad.next')}</p>`}</${Notice}>
            ${problem && html`<${ProblemNote} problem=${problem} prefix="import" />`}
            <${Asked} report=${report} ticked=${ticked} tick=${tick} />
            ${
                report.notes.length > 0 &&
                html`<${Table} caption=${say('import.notes')} columns=${noteColumns()} rows=${report.notes}
                    keyOf=${(/** @type {Note} */ n) => `${n.line} ${n.column} ${n.code}`} testid="import-notes" />`
            }
            ${
                report.notes_left_off > 0 &&
                html`<p class="hint">${say('import.notes.more', { count: report.notes_left_off })}</p>`
            }
            ${
                report.rows.length > 0 &&
                html`<${Table} caption=${say('import.first', { count: report.rows.length })} columns=${rowColumns()}
                    rows=${report.rows} keyOf=${(/** @type {Row} */ r) => r.line} testid="import-rows" />`
            }
            ${
                report.taken > 0 &&
                html`<div class="buttons"><button type="button" class="button primary" disabled=${busy}
                    data-testid="import-take" onClick=${take}>
                    ${say('import.take', { count: report.taken })}</button></div>`
            }
        </${Section}>`;
}

/** @param {{ report: ImportReport }} props */
function Taken({ report }) {
    return html`<${Notice} kind=${report.written ? 'good' : 'danger'} role="status" testid="import-taken">
        <p>${report.written ? figures(report) : say('import.nothing')}</p>
        <p><a href=${link('/files')}>${say('import.to_files')}</a></p></${Notice}>`;
}

export default function ImportScreen() {
    const [list, setList] = useState(/** @type {List | null} */ (null));
    const [report, setReport] = useState(/** @type {ImportReport | null} */ (null));
    const [done, setDone] = useState(/** @type {ImportReport | null} */ (null));
    const [ticked, setTicked] = useState(/** @type {string[]} */ ([]));
    const [turn, setTurn] = useState(0);
    const { problem, trying } = useRefusal();
    const look = async (/** @type {List} */ which, /** @type {string[]} */ codes) => {
        const found = await put(`/api/v1/imports/orders/preview?${query(which, codes, false)}`, which.bytes);
        setReport(found);
        announce(found.header_bad ? say('import.header_bad') : figures(found));
    };
    const form = useForm({
        initial: { file: /** @type {File | ''} */ (''), sheet: '' },
        send: async ({ file, sheet }) => {
            const chosen = /** @type {File} */ (file);
            const which = { name: chosen.name, bytes: new Blob([await chosen.arrayBuffer()]), sheet: sheet.trim() };
            setDone(null);
            setTicked([]);
            setList(which);
            await look(which, []);
        },
        /* The same file is chosen again once it is put right: a field that still holds it would not notice. */
        done: () => setTurn(turn + 1),
        prefix: 'import',
    });
    const tick = (/** @type {string[]} */ codes) => {
        setTicked(codes);
        if (list) trying(() => look(list, codes));
    };

    return html`
        <${Page} title=${say('import.title')} lead=${say('import.lead')} testid="import-screen" wide
            back=${{ href: link('/files'), text: say('files.title') }}>
            <${Form} form=${form} submit=${say(list ? 'import.again' : 'import.look')} testid="import-form">
                <${FileField} key=${turn} form=${form} name="file" label=${say('import.file')}
                    hint=${say('import.file.hint')} accept=${TYPES} most=${MOST}
                    required=${say('import.file.needed')} />
                <${TextField} form=${form} name="sheet" label=${say('import.sheet')} hint=${say('import.sheet.hint')}
                    width="short" most=${2}
                    check=${(/** @type {string} */ v) => (/^\d*$/.test(v.trim()) ? '' : say('import.sheet.number'))} />
            </${Form}>
            <div class="buttons"><button type="button" class="button small" data-testid="import-template"
                onClick=${() =>
                    trying(async () => save(await bytes('/api/v1/imports/orders/template.csv'), 'shembull.csv'))}>
                ${say('import.template')}</button><span class="hint">${say('import.template.hint')}</span></div>
            <details class="more"><summary>${say('import.columns')}</summary>
                <p>${say('import.columns.needed')}</p><p>${say('import.columns.others')}</p>
                <p>${say('import.columns.parties')}</p>
                <p>${say('import.columns.children')}</p></details>
            ${problem && html`<${ProblemNote} problem=${problem} prefix="import" />`}
            ${done && html`<${Taken} report=${done} />`}
            ${
                list &&
                report &&
                !done?.written &&
                html`<${Found} list=${list} report=${report} ticked=${ticked} tick=${tick} taken=${setDone} />`
            }
        </${Page}>`;
}
