// @ts-check
/* A family that moved within the municipality: its file belongs to another administrative unit from a day on. */
/** @import { Case } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { DateField, SelectField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Page, Section, useLoad } from '../parts/page.js';
import { goInstead, link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';
import { FileLoaded } from './case_seal.js';

/** @param {{ file: Case, units: string[], reload: () => Promise<unknown> }} props */
function MoveForm({ file, units, reload }) {
    const form = useForm({
        initial: { unit: '', from: dateToday() },
        prefix: 'case_unit',
        refresh: reload,
        send: ({ unit, from }, attempt) =>
            attempt.put(`/api/v1/cases/${file.id}/unit`, { version: file.version, unit, from }),
        done: () => {
            toast(say('case_unit.done'));
            goInstead(`/cases/${file.id}`);
        },
    });

    return html`<${Section} title=${say('case_unit.title')} testid="part-unit">
        <p data-testid="unit-now">${say('case_unit.now', { unit: file.unit })}</p>
        <p class="hint">${say('case_unit.lead')}</p>
        <${Form} form=${form} submit=${say('case_unit.save')} cancel=${link(`/cases/${file.id}`)} testid="unit-form">
            <${SelectField} form=${form} name="unit" label=${say('case_unit.unit')} none=""
                required=${say('case_unit.unit.needed')}
                options=${units.filter((u) => u !== file.unit).map((u) => [u, u])} />
            <${DateField} form=${form} name="from" label=${say('case_unit.from')} most=${dateToday()}
                required=${say('case_unit.from.needed')} />
        </${Form}></${Section}>`;
}

/** @param {{ params: Record<string, string> }} props */
export default function CaseUnitScreen({ params }) {
    const load = useLoad(async () => {
        const [file, { units }] = await Promise.all([get(`/api/v1/cases/${params.id}`), get('/api/v1/units')]);
        return { file, units };
    }, [params.id]);

    return html`<${Page} title=${say('case_unit.title')} testid="case-unit-screen"
        over=${load.data && say('today.file', { number: load.data.file.number })}
        back=${{ href: link(`/cases/${params.id}`), text: say('today.to_file') }}>
        <${FileLoaded} of=${load} file=${params.id}>${(/** @type {Data<typeof load>} */ data) =>
            html`<${MoveForm} file=${data.file} units=${data.units} reload=${load.reload} />`}</${FileLoaded}>
    </${Page}>`;
}
