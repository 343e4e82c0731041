// @ts-check
/* One's own account: the curtain of this computer, where one is signed in, the password. */
/** @import { Session } from '../../types/api' */
import { html, useState } from '/vendor/preact.js';
import { CURTAIN_MINUTES, deviceKeep, deviceRead } from '../device.js';
import { toast } from '../parts/announce.js';
import { Facts, Page, Section } from '../parts/page.js';
import { PasswordForm, signOut } from '../sign_in.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';
import { CalendarPanel } from './calendar_panel.js';
import { SessionsPanel } from './sessions_panel.js';

/** @param {{ session: Session }} props */
export default function AccountScreen({ session }) {
    const [minutes, setMinutes] = useState(deviceRead().curtain);
    const [turn, setTurn] = useState(0); /* a new password ends sessions and the calendar's address */
    const choose = (/** @type {number} */ chosen) => {
        deviceKeep({ curtain: chosen });
        setMinutes(chosen);
    };

    return html`
        <${Page} title=${say('account.title')} testid="account-screen">
            <${Section} title=${say('account.who')}>
                <${Facts} of=${[
                    [say('account.full_name'), session.account.full_name],
                    [say('sign_in.account'), session.account.name],
                    [say('account.role'), session.roles.map((role) => say(`role.${role}`)).join(', ')],
                    [say('account.organisation'), session.organisation?.name],
                ]} />
                <div class="buttons">
                    <button type="button" class="button" onClick=${signOut}>${say('sign_out')}</button></div>
            </${Section}>
            <${Section} title=${say('account.curtain')}>
                <p class="hint">${say('account.curtain.hint')}</p>
                <fieldset class="choices"><legend>${say('account.curtain.after')}</legend><div class="choice-line">
                        ${CURTAIN_MINUTES.map(
                            (n) => html`<div class="choice">
                                <input type="radio" id=${`curtain-${n}`} name="curtain" value=${n}
                                    checked=${n === minutes} onChange=${() => choose(n)} />
                                <label for=${`curtain-${n}`}>${say('account.minutes', { count: n })}</label></div>`,
                        )}
                    </div></fieldset>
            </${Section}>
            <${SessionsPanel} key=${`sessions-${turn}`} />
            ${sessionMay(['coordinator']) && html`<${CalendarPanel} key=${`calendar-${turn}`} />`}
            <${Section} title=${say('account.password')}>
                <${PasswordForm} done=${() => (toast(say('password.changed')), setTurn(turn + 1))} />
            </${Section}>
        </${Page}>`;
}
