// @ts-check
/* A file that was opened twice: the younger goes into the older one, with all that stands in it. */
/** @import { Case } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { CaseMerge as CASE_MERGE } from '/vendor/limits.js';
import { toast } from '../parts/announce.js';
import { TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Page, Section, useLoad } from '../parts/page.js';
import { goInstead, link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';
import { FileLoaded } from './case_seal.js';

/** @param {{ file: Case, reload: () => Promise<unknown> }} props */
function MergeForm({ file, reload }) {
    const form = useForm({
        initial: { into: '' },
        prefix: 'case_merge',
        refresh: reload,
        send: ({ into }, attempt) =>
            attempt.post(`/api/v1/cases/${file.id}/merge`, { version: file.version, into: into.trim() }),
        done: ({ id }) => {
            toast(say('case_merge.done'));
            goInstead(`/cases/${id}`);
        },
    });

    return html`<${Section} title=${say('case_merge.title')} testid="part-merge">
        <p>${say('case_merge.lead', { number: file.number })}</p>
        <${Form} form=${form} submit=${say('case_merge.save')} cancel=${link(`/cases/${file.id}`)}
            testid="merge-form">
            <${TextField} form=${form} name="into" label=${say('case_merge.into')} hint=${say('case_merge.into.hint')}
                most=${CASE_MERGE.into} required=${say('case_merge.into.needed')} />
        </${Form}></${Section}>`;
}

/** @param {{ params: Record<string, string> }} props */
export default function CaseMergeScreen({ params }) {
    const load = useLoad(() => get(`/api/v1/cases/${params.id}`), [params.id]);

    return html`<${Page} title=${say('case_merge.title')} testid="case-merge-screen"
        over=${load.data && say('today.file', { number: load.data.number })}
        back=${{ href: link(`/cases/${params.id}`), text: say('today.to_file') }}>
        <${FileLoaded} of=${load} file=${params.id}>${(/** @type {Data<typeof load>} */ file) =>
            html`<${MergeForm} file=${file} reload=${load.reload} />`}</${FileLoaded}>
    </${Page}>`;
}
