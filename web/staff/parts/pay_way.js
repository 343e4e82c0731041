// @ts-check
/* How somebody is paid: in cash, unless she asked for another way, the municipality pays so, and she was asked
 * whether nobody else can see it.
 *
 *   <${PayWay} person=${id} name=${nameOf(person)} />     what is noted, and a form to change it */
/** @import { PaymentWay } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { PaymentWayNew as NEW } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateOf, dateShown } from '../dates.js';
import { get } from '../server.js';
import { say } from '../texts.js';
import { toast } from './announce.js';
import { RadioField, TextField } from './field.js';
import { Form, useForm } from './form.js';
import { Inset, useInset } from './inset.js';
import { Loaded, useLoad } from './page.js';

/** @param {{ person: number, seen: PaymentWay, close: () => void, reload: () => Promise<unknown> }} props */
function WayForm({ person, seen, close, reload }) {
    const ways = /** @type {('cash' | 'post' | 'bank')[]} */ ([
        'cash',
        ...(seen.ways.post ? ['post'] : []),
        ...(seen.ways.bank ? ['bank'] : []),
    ]);
    const form = useForm({
        initial: { way: seen.paid, account: seen.account ?? '', post_office: seen.post_office ?? '' },
        send: ({ way, account, post_office }, attempt, confirm) =>
            attempt.put(`/api/v1/persons/${person}/payment-way`, {
                way,
                ...(way === 'bank' && { account: account.trim() }),
                ...(way === 'post' && { post_office: post_office.trim() }),
                confirm,
            }),
        done: async () => {
            toast(say('pay_way.saved'));
            close();
            await reload();
        },
        prefix: 'pay_way',
    });

    return html`<${Form} form=${form} submit=${say('pay_way.save')} cancel=${close} testid="way-form">
        <${RadioField} form=${form} name="way" label=${say('pay_way.way')} required=${say('pay_way.way.needed')}
            options=${ways.map((w) => [w, say(`pay_way.${w}`)])} />
        ${
            form.values.way === 'bank' &&
            html`<${TextField} form=${form} name="account" label=${say('pay_way.account')} most=${NEW.account}
                hint=${say('pay_way.account.hint')} required=${say('pay_way.account.needed')} />`
        }
        ${
            form.values.way === 'post' &&
            html`<${TextField} form=${form} name="post_office" label=${say('pay_way.post_office')}
                most=${NEW.post_office} hint=${say('pay_way.post_office.hint')}
                required=${say('pay_way.post_office.needed')} />`
        }
    </${Form}>`;
}

/** @param {{ person: number, name: string }} props */
export function PayWay({ person, name }) {
    const inset = useInset();
    const load = useLoad(() => get(`/api/v1/persons/${person}/payment-way`), [person]);

    return html`<${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ seen) => html`
        <p data-testid="pay-way"><strong>${say(`pay_way.${seen.paid}`)}</strong>
            ${seen.paid === 'bank' && html` · ${seen.account}`}
            ${seen.paid === 'post' && html` · ${seen.post_office}`}</p>
        ${
            seen.paid !== seen.way &&
            html`<p class="hint">${say('pay_way.not_paid', { way: say(`pay_way.${seen.way}`) })}</p>`
        }
        ${
            seen.at &&
            html`<p class="hint">${say(seen.way === 'cash' ? 'pay_way.noted.cash' : 'pay_way.noted', {
                by: seen.by ?? '',
                on: dateShown(dateOf(seen.at)),
            })}</p>`
        }
        ${
            seen.ways.post || seen.ways.bank
                ? html`<div class="buttons"><button type="button" class="button small" data-testid="way-change"
                      aria-label=${`${say('pay_way.change')}: ${name}`}
                      onClick=${() => inset.open('way')}>${say('pay_way.change')}</button></div>`
                : html`<p class="hint">${say('pay_way.only_cash')}</p>`
        }
        ${
            inset.at === 'way' &&
            html`<${Inset} title=${say('pay_way.change')}>
                <${WayForm} person=${person} seen=${seen} close=${inset.close} reload=${load.reload} /></${Inset}>`
        }`}</${Loaded}>`;
}
