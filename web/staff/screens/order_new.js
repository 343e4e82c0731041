// @ts-check
/* An order is written down as it stands on the paper, in one page: into a new file or one that is there. While one
 * types the server says what follows and what looks like a double; a draft is kept there, none here. */
/** @import { Values } from '../parts/form.js' */
/** @import { Draft } from '../draft.js' */
/** @import { Case, CaseRole, Measures, TimelineOrder } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html, useEffect, useState } from '/vendor/preact.js';
import { dateToday, instantShown } from '../dates.js';
import { useDraft } from '../draft.js';
import { toast } from '../parts/announce.js';
import { Form, useForm } from '../parts/form.js';
import { Loaded, Loading, Notice, Page, useLoad } from '../parts/page.js';
import { personFresh } from '../parts/person.js';
import { goInstead, link } from '../route.js';
import { get, post } from '../server.js';
import { sessionForget } from '../session.js';
import { say, textOf } from '../texts.js';
import { SealedDoor, reasonOpens } from './case_seal.js';
import {
    ChildrenPart,
    MeasuresPart,
    PaperPart,
    PersonsPart,
    PlacePart,
    RespondentPart,
    SeenPart,
} from './order_fields.js';
import { MoreRespondentsPart, PartiesPart, partiesFresh } from './order_more.js';
import { termFresh } from '../parts/term.js';
import { FollowPanel, orderBody, outlookFound, useOutlook } from './order_follow.js';
import { RelationsPart } from './order_relations.js';

/** What was typed for a new file until it turned out that there is one already; the form for that file goes on with it.
 * @type {Values | null} */
let carried = null;
sessionForget(() => (carried = null));

const idsOf = (/** @type {Case} */ file, /** @type {CaseRole} */ role) =>
    file.persons.filter((p) => p.role === role).map((p) => p.id);

/** @param {Case | null} file null: a new one
 * @param {TimelineOrder | undefined} before the order whose place this one takes @returns {Values} */
function valuesFresh(file, before) {
    const follows = before ? String(before.id) : '';

    return {
        kind: '',
        issuer: before && before.kind !== 'UMPMM' ? before.issuer : '',
        number: '',
        decision_date: '',
        decided_at: '',
        received_on: dateToday(),
        start: '',
        end: '',
        ...termFresh(),
        final_date: '',
        hearing_on: '',
        unit: '',
        persons: file ? [] : [personFresh('protected')],
        raised: [],
        named: file ? { protected: idsOf(file, 'protected'), dependant: idsOf(file, 'dependant') } : {},
        respondent: personFresh('dependant', { role: undefined }),
        relation: '',
        follows,
        respondent_known: file ? String(idsOf(file, 'respondent')[0] ?? '') : '',
        ...partiesFresh(),
        measures: [],
        seen: [],
    };
}

/** A draft from before measures had codes holds the letters that they had then. @param {Values} values
 * @param {Measures} book */
function draftRead(values, book) {
    const measures = (values.measures ?? []).flatMap((/** @type {any} */ m) => {
        const code = typeof m === 'string' ? book.measures.find(({ former }) => former === m)?.code : m.code;
        return code ? [typeof m === 'string' ? { code } : m] : [];
    });

    return { ...values, measures };
}

/** @typedef {Awaited<ReturnType<typeof listsOf>>} Lists */
/**
 * @typedef {object} OrderProps
 * @property {Case | null} file null: a new one
 * @property {() => Promise<unknown>} reload
 * @property {Lists} lists
 * @property {Draft} draft
 */

/** @param {Values} values */
function check({ persons, named, raised }) {
    /* One that names children alone is taken, and asked about. */
    const some = persons.length || named?.protected?.length || named?.dependant?.length || raised?.length;

    return { persons: some ? '' : say('order.persons.needed') };
}

/** @param {OrderProps & { initial: Values }} props */
function OrderForm({ file, reload, lists, draft, initial }) {
    const form = useForm({
        initial,
        check,
        prefix: 'order',
        refresh: reload,
        changed: draft.keep,
        kept: draft.state !== 'failed',
        warn: async (values, _, confirm) =>
            outlookFound(await post('/api/v1/orders/preview', { ...orderBody(values, file), confirm }), confirm),
        send: async (values, attempt, confirm) => {
            const order = await attempt.post('/api/v1/orders', { ...orderBody(values, file), confirm });
            const seen = lists.papers
                .filter((d) => values.seen.includes(d.code))
                .map(textOf)
                .join(', ');
            if (seen)
                await attempt
                    .post(`/api/v1/cases/${order.case_id}/notes`, {
                        text: say('order.seen.note', { number: order.number, seen }),
                    })
                    .catch(() => toast(say('order.seen.failed')));
            return order;
        },
        done: async (order) => {
            await draft.forget();
            goInstead(`/cases/${order.case_id}/registered`, { order: order.id });
        },
    });
    const outlook = useOutlook(form.values, file);
    const carry = (/** @type {number} */ id) => {
        carried = form.values;
        void draft.forget();
        goInstead('/orders/new', { case: id });
    };

    return html`<${Form} form=${form} submit=${say('order.save')}
        cancel=${link(file ? `/cases/${file.id}` : '/files')} testid="order-form">
        <div class="with-beside">
            <div class="stack">
                <${PaperPart} form=${form} courts=${lists.courts} police=${lists.police} usual=${lists.usual}
                    end=${outlook?.latest_end ?? null} />
                <${PlacePart} form=${form} file=${file} orders=${lists.orders} units=${lists.units} />
                <${PersonsPart} form=${form} file=${file} />
                <${ChildrenPart} form=${form} file=${file} />
                <${RespondentPart} form=${form} file=${file} />
                <${MoreRespondentsPart} form=${form} />
                <${RelationsPart} form=${form} file=${file} />
                <${PartiesPart} form=${form} />
                <${MeasuresPart} form=${form} book=${lists.book} />
                <${SeenPart} form=${form} papers=${lists.papers} />
            </div>
            <${FollowPanel} outlook=${outlook} draft=${draft} carry=${carry} file=${file} values=${form.values} />
        </div>
    </${Form}>`;
}

/** Offers a draft that was left unfinished: go on with it, or discard it.
 * @param {OrderProps & { fresh: Values }} props */
function WithDraft({ draft, fresh, ...props }) {
    const [initial, setInitial] = useState(
        carried
            ? { ...fresh, ...carried, follows: fresh.follows, named: fresh.named, respondent_known: 'other' }
            : /** @type {Values | null} */ (null),
    );
    carried = null;
    useEffect(() => {
        if (initial) draft.keep(initial);
    }, []);

    const { found } = draft;
    if (found === undefined) return html`<${Loading} />`;
    if (found && !initial)
        return html`<${Notice} title=${say('draft.found')} testid="draft-found">
            ${found.saved_at && html`<p>${say('draft.found.when', { when: instantShown(found.saved_at) })}</p>`}
            <div class="buttons"><button type="button" class="button primary" data-testid="draft-take"
                    onClick=${() => setInitial({ ...fresh, ...draftRead(found.values, props.lists.book) })}>
                    ${say('draft.take')}</button>
                <button type="button" class="button" data-testid="draft-drop"
                    onClick=${() => (setInitial(fresh), draft.forget())}>${say('draft.drop')}</button></div>
        </${Notice}>`;
    return html`<${OrderForm} ...${props} draft=${draft} initial=${initial ?? fresh} />`;
}

/** What can be chosen from; without a list one types what the paper says. @param {string | undefined} id of the file */
async function listsOf(id) {
    const today = dateToday();
    const [issuers, book, { units }, { documents }, { orders }] = await Promise.all([
        get('/api/v1/courts').catch(() => ({ courts: [], police: [], usual: { court: null, police: null } })),
        get('/api/v1/measures').catch(() => ({ measures: [], letters: [], menus: [] })),
        get('/api/v1/units').catch(() => ({ units: [] })),
        get('/api/v1/document-rules').catch(() => ({ documents: [] })),
        id ? get(`/api/v1/cases/${id}/timeline`).catch(() => ({ orders: [] })) : { orders: [] },
    ]);

    return {
        ...issuers,
        book,
        units,
        orders,
        papers: documents.filter((d) => d.from <= today && (!d.until || d.until >= today)),
    };
}

/** @param {{ query: Record<string, string> }} props */
export default function OrderNewScreen({ query }) {
    const draft = useDraft(query.case ? `order-${query.case}` : 'order');
    const file = useLoad(
        async () => ({ file: query.case ? await get(`/api/v1/cases/${query.case}`) : null }),
        [query.case],
    );
    const lists = useLoad(() => listsOf(query.case), [query.case]);

    return html`
        <${Page} title=${say('order.title')} wide testid="order-screen"
            over=${file.data?.file && say('case.over', { number: file.data.file.number })}
            back=${
                query.case
                    ? { href: link(`/cases/${query.case}`), text: say('case.back') }
                    : { href: link('/files'), text: say('nav.files') }
            }
            lead=${say(query.case ? 'order.lead.file' : 'order.lead')}>
            ${
                reasonOpens(file.problem)
                    ? html`<${SealedDoor} file=${query.case} problem=${file.problem}
                        opened=${() => (file.reload(), lists.reload())} />`
                    : html`<${Loaded} of=${file}>${(/** @type {Data<typeof file>} */ { file: f }) =>
                          String(f?.id ?? '') !== (query.case ?? '') || !lists.data
                              ? html`<${Loading} />`
                              : html`
                                  <${WithDraft} key=${query.case ?? 'new'} file=${f} reload=${file.reload}
                                      lists=${lists.data} draft=${draft}
                                      fresh=${valuesFresh(
                                          f,
                                          lists.data.orders.find((o) => String(o.id) === query.follows),
                                      )} />`}</${Loaded}>`
            }
        </${Page}>`;
}
