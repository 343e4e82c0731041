// @ts-check
/* Deadlines in the calendar of a phone: a secret address, shown once, that can be withdrawn. What the calendar says is
 * neutral: a time and the number of a file. */
/** @import { Data } from '../../types/screen' */
import { html, useRef, useState } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { confirm } from '../parts/dialog.js';
import { Loaded, Notice, ProblemNote, Section, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { get, post, remove } from '../server.js';
import { say } from '../texts.js';

/** @param {{ path: string, done: () => void }} props */
function Address({ path, done }) {
    const place = useRef(/** @type {HTMLInputElement | null} */ (null));
    const address = `${location.origin}${path}`;
    const copy = async () => {
        place.current?.select();
        await navigator.clipboard?.writeText(address).then(
            () => toast(say('calendar.copied')),
            () => {},
        );
    };

    return html`<${Notice} kind="info" title=${say('calendar.once')} testid="calendar-new">
        <p>${say('calendar.how')}</p>
        <div class="field"><label for="calendar-address">${say('calendar.address')}</label>
            <input id="calendar-address" ref=${place} readonly value=${address} data-testid="calendar-address"
                onFocus=${() => place.current?.select()} /></div>
        <div class="buttons">
            <button type="button" class="button primary small" onClick=${copy}>${say('calendar.copy')}</button>
            <button type="button" class="button small" onClick=${done}>${say('calendar.done')}</button></div>
    </${Notice}>`;
}

export function CalendarPanel() {
    const made = useLoad(() => get('/api/v1/calendar'), []);
    const [path, setPath] = useState('');
    const { problem, trying } = useRefusal();
    const make = () =>
        trying(async () => {
            if (
                made.data?.made_at &&
                !(await confirm({
                    title: say('calendar.again.title'),
                    text: say('calendar.again.text'),
                    yes: say('calendar.again.yes'),
                }))
            )
                return;
            const answer = await post('/api/v1/calendar');
            setPath(answer.path);
            made.set({ made_at: answer.made_at });
        });
    const withdraw = () =>
        trying(async () => {
            if (
                !(await confirm({
                    title: say('calendar.withdraw.title'),
                    text: say('calendar.withdraw.text'),
                    yes: say('calendar.withdraw.yes'),
                    danger: true,
                }))
            )
                return;
            await remove('/api/v1/calendar');
            setPath('');
            made.set({ made_at: null });
            toast(say('calendar.withdrawn'));
        });

    return html`<${Section} title=${say('calendar.title')} testid="calendar"><${Loaded} of=${made}>${(
        /** @type {Data<typeof made>} */ { made_at },
    ) => html`
        <p class="hint">${say('calendar.hint')}</p>
        ${problem && html`<${ProblemNote} problem=${problem} />`}
        ${path && html`<${Address} path=${path} done=${() => setPath('')} />`}
        ${made_at && html`<p>${say('calendar.made', { at: instantShown(made_at) })}</p>`}
        <div class="buttons">
            <button type="button" class="button small" data-testid="calendar-make"
                onClick=${make}>${say(made_at ? 'calendar.make_again' : 'calendar.make')}</button>
            ${
                made_at &&
                html`<button type="button" class="button small quiet" data-testid="calendar-withdraw"
                    onClick=${withdraw}>${say('calendar.withdraw')}</button>`
            }</div>`}</${Loaded}>
    </${Section}>`;
}
