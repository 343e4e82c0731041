// @ts-check
/* The copies of the database that `besa backup` made: whether there is a recent one to restore from. */
/** @import { Column } from '../parts/page.js' */
/** @import { Backups, Condition } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html, useState } from '/vendor/preact.js';
import { dateAdd, dateOf, dateShown, dateToday, instantShown, timeShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { Loaded, Notice, Page, ProblemNote, Section, Table, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { get, post } from '../server.js';
import { say } from '../texts.js';

/** "12,4 MB" @param {number} size */
const sizeShown = (size) => `${(size / 1048576).toFixed(1).replace('.', ',')} MB`;

/** "sot në orën 02:10" @param {string} at */
function whenSaid(at) {
    const day = dateOf(at),
        today = dateToday();
    const word = day === today ? 'today' : day === dateAdd(today, -1) ? 'yesterday' : 'on';

    return say(`backups.when.${word}`, { date: dateShown(day), time: timeShown(at) });
}

/** @param {{ warning: 'none' | 'late' | null, newest: string | null }} props */
function State({ warning, newest }) {
    if (!warning && newest)
        return html`<${Notice} kind="good" title=${say('backups.good', { when: whenSaid(newest) })}
            testid="backup-state" />`;
    return html`<${Notice} kind="danger"
        title=${say(warning === 'late' ? 'backups.late' : 'backups.none', { when: newest ? whenSaid(newest) : '' })}
        testid="backup-state">
        <p>${say('backups.what_then')}</p></${Notice}>`;
}

/** @param {{ can: boolean, made: () => void }} props */
function Make({ can, made }) {
    const { problem, trying } = useRefusal();
    const [busy, setBusy] = useState(false);
    const make = async () => {
        setBusy(true);
        const done = await trying(async () => {
            const copy = await post('/api/v1/backups');
            toast(say('backups.made', { name: copy.name, size: sizeShown(copy.size) }));
        });
        setBusy(false);
        if (done) made();
    };

    return html`
        ${problem && html`<${ProblemNote} problem=${problem} prefix="backups" />`}
        <div class="buttons">
            <button type="button" class="button primary" data-testid="backup-make" disabled=${busy || !can}
                onClick=${make}>${say(busy ? 'backups.making' : 'backups.make')}</button></div>
        <p class="hint">${say(can ? 'backups.make.hint' : 'backups.make.nowhere')}</p>`;
}

/** @returns {Column<Backups['backups'][number]>[]} */
const columns = () => [
    { key: 'at', label: say('backups.at'), head: true, cell: (b) => instantShown(b.at) },
    { key: 'name', label: say('backups.name') },
    {
        key: 'size',
        label: say('backups.size'),
        align: 'end',
        cell: (b) => sizeShown(b.size),
    },
    {
        key: 'sha256',
        label: say('backups.sha256'),
        cell: (b) => html`<code class="digest">${b.sha256}</code>`,
    },
];

/** What a sentence about it names. @param {Condition['parts'][number]} part */
const figures = ({ at, count }) => ({
    when: at ? whenSaid(at) : '',
    size: count === null ? '' : sizeShown(count),
    waiting: count ?? '',
});

const TAGS = { good: 'good', look: 'warning', fault: 'danger' };

/** A part and its state, and what to do where it is not good. @param {Condition['parts'][number]} part */
function partSaid(part) {
    const { state } = part;
    const never = !part.at && ['backup', 'drill', 'midnight'].includes(part.part);
    const word = never ? 'never' : part.part === 'doors' && part.count === null ? 'untold' : state;

    return html`${say(`backups.part.${part.part}.${word}`, figures(part))}${
        state !== 'good' && html`<br /><span class="hint">${say(`backups.part.${part.part}.do`)}</span>`
    }`;
}

/** @returns {Column<Condition['parts'][number]>[]} */
const partColumns = () => [
    { key: 'part', label: say('backups.part'), head: true, cell: (p) => say(`backups.part.${p.part}`) },
    {
        key: 'state',
        label: say('backups.state'),
        cell: (p) => html`<span class="tag ${TAGS[p.state]}">${say(`backups.state.${p.state}`)}</span>`,
    },
    { key: 'at', label: say('backups.said'), cell: partSaid },
];

function Parts() {
    const load = useLoad(() => get('/api/v1/condition'), []);

    return html`
        <${Section} title=${say('backups.parts')}>
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { parts }) => html`
                <${Table} caption=${say('backups.parts')} quietCaption columns=${partColumns()} rows=${parts}
                    keyOf=${(/** @type {Condition['parts'][number]} */ p) => p.part} testid="condition" />`}</${Loaded}>
        </${Section}>`;
}

export default function BackupsScreen() {
    const load = useLoad(() => get('/api/v1/backups'), []);

    return html`
        <${Page} title=${say('backups.title')} lead=${say('backups.lead')} testid="backups-screen" wide>
            <${Loaded} of=${load}>${(
                /** @type {Data<typeof load>} */ { backups, newest_at, warning, keys_included, can_make },
            ) => html`
                <${State} warning=${warning} newest=${newest_at} />
                <${Make} can=${can_make} made=${() => void load.reload()} />
                ${
                    !keys_included &&
                    html`<${Notice} kind="warning" title=${say('backups.keys')}>
                        <p>${say('backups.keys.what')}</p></${Notice}>`
                }
                <${Section} title=${say('backups.list')}>
                    <${Table} caption=${say('backups.list')} quietCaption columns=${columns()} rows=${backups}
                        keyOf=${(/** @type {Backups['backups'][number]} */ b) => `${b.at} ${b.name}`}
                        empty=${say('backups.empty')} />
                </${Section}>
                <${Parts} />
                <${Section} title=${say('backups.how')}><p>${say('backups.how.make')}</p>
                    <p><code>besa backup FOLDER</code></p>
                    <p>${say('backups.how.check')}</p><p><code>besa restore --check FILE</code></p></${Section}>`}
            </${Loaded}>
        </${Page}>`;
}
