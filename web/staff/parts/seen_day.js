// @ts-check
/* The day on which papers were seen: today, or the one on which somebody laid them on the table. */
/** @import { FormState } from './form.js' */
import { html } from '/vendor/preact.js';
import { dateToday } from '../dates.js';
import { say } from '../texts.js';
import { DateField } from './field.js';

/** @param {{ form: FormState }} props */
export const SeenDay = ({ form }) =>
    html`<${DateField} form=${form} name="seen_on" label=${say('application.seen_day')} most=${dateToday()}
        required=${say('application.seen_day.needed')} />`;

/** Where some are ticked. @param {{ form: FormState }} props */
export const SeenDayOfTicked = ({ form }) => form.values.documents.length > 0 && html`<${SeenDay} form=${form} />`;
