// @ts-check
/* Passwords that somebody else has set: their holder reads so above every screen until she says that she knows, and
 * director and auditor read what was done to the accounts of coordinators. */
/** @import { AccountNotices, Session } from '../../types/api' */
import { html, useEffect, useState } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { link } from '../route.js';
import { get, post } from '../server.js';
import { sessionMay, sessionTake } from '../session.js';
import { say } from '../texts.js';
import { toast } from './announce.js';
import { Notice, ProblemNote } from './page.js';
import { useRefusal } from './refusal.js';

/** The command line has no account. @param {string} by */
export const setterName = (by) => (by === 'command line' || by === 'system' ? say('given.by_system') : by);

/** @param {{ session: Session }} props */
export function PasswordGiven({ session }) {
    const { problem, trying } = useRefusal();
    const given = session.password_given;
    if (!given) return null;

    const confirm = () =>
        trying(async () => {
            sessionTake(await post('/api/v1/session/password/seen'));
            toast(say('given.confirmed'));
        });

    return html`<${Notice} kind="warning" title=${say('given.title')} testid="given-by-another">
        <p>${say('given.text', { by: setterName(given.by), at: instantShown(given.at) })}</p>
        <p>${say('given.next')}</p>
        ${problem && html`<${ProblemNote} problem=${problem} />`}
        <div class="buttons"><button type="button" class="button small" data-testid="given-known"
            onClick=${confirm}>${say('given.known')}</button>
            <a class="button small" href=${link('/account')}>${say('account.password')}</a></div></${Notice}>`;
}

/** @param {{ notice: AccountNotices['notices'][number] }} props */
function Line({ notice }) {
    const { full_name, account, by, at, seen_at } = notice;

    return html`<li>${say(`account_notice.${notice.what}`, {
        name: `${full_name} (${account})`,
        by: setterName(by),
        at: instantShown(at),
    })}
        ${notice.what === 'password' && say(seen_at ? 'account_notice.seen' : 'account_notice.unseen')}</li>`;
}

/** For whoever looks after the office. Where it cannot be fetched the screen stands without it. */
export function AccountsTold() {
    const [notices, setNotices] = useState(/** @type {AccountNotices['notices']} */ ([]));
    const may = sessionMay(['director', 'auditor']);

    useEffect(() => {
        if (may)
            get('/api/v1/account-notices', { look: true }).then(
                (json) => setNotices(json.notices),
                () => {},
            );
    }, [may]);
    if (!notices.length) return null;
    return html`<${Notice} kind="warning" title=${say('account_notice.title')} testid="accounts-told">
        <p>${say('account_notice.why')}</p>
        <ul>${notices.map((notice) => html`<${Line} notice=${notice} />`)}</ul></${Notice}>`;
}
