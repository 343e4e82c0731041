// @ts-check
/* Who follows a file: handed on here, one file to one coordinator. */
/** @import { Case, Coordinators } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { toast } from '../parts/announce.js';
import { SelectField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Page, Section, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';
import { FileLoaded } from './case_seal.js';

/** @param {{ file: Case, people: Coordinators['coordinators'], reload: () => Promise<unknown> }} props */
function ChargeForm({ file, people, reload }) {
    const form = useForm({
        initial: { account: '' },
        prefix: 'case_charge',
        refresh: reload,
        send: ({ account }, attempt) =>
            attempt.put(`/api/v1/cases/${file.id}/charge`, { version: file.version, account: Number(account) }),
        done: async () => {
            toast(say('case_charge.done'));
            form.replace({ account: '' }, true);
            await reload();
        },
    });

    return html`<${Section} title=${say('case_charge.title')} testid="part-charge">
        <p data-testid="charge-now">${
            file.in_charge ? say('case_charge.now', { name: file.in_charge }) : say('case_charge.nobody')
        }</p>
        <${Form} form=${form} submit=${say('case_charge.save')} cancel=${link(`/cases/${file.id}`)}
            testid="case-charge-form">
            <${SelectField} form=${form} name="account" label=${say('case_charge.account')}
                hint=${say('case_charge.account.hint')} required=${say('case_charge.account.needed')} none=""
                options=${people.map((p) => [String(p.id), p.full_name])} />
        </${Form}></${Section}>`;
}

/** @param {{ params: Record<string, string> }} props */
export default function CaseChargeScreen({ params }) {
    const load = useLoad(async () => {
        const [file, { coordinators }] = await Promise.all([
            get(`/api/v1/cases/${params.id}`),
            get('/api/v1/coordinators'),
        ]);
        return { file, coordinators };
    }, [params.id]);
    const file = load.data?.file;

    return html`<${Page} title=${say('case_charge.title')} testid="case-charge-screen"
        over=${file && say('today.file', { number: file.number })}
        back=${{ href: link(`/cases/${params.id}`), text: say('today.to_file') }}>
        <${FileLoaded} of=${load} file=${params.id}>${(/** @type {Data<typeof load>} */ data) =>
            html`<${ChargeForm} file=${data.file} people=${data.coordinators}
                          reload=${load.reload} />`}</${FileLoaded}>
    </${Page}>`;
}
