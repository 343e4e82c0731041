/* Each role in the app as the server would have it: every screen that the app offers works with what the server gives
 * this role, and what the app does not offer, the server refuses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SCREENS } from '../../web/staff/screens.js';
import { ACCOUNTS, SIZES, Staff } from './staff.mjs';
import { staged } from './stage.mjs';

const WIDE = { width: 1920, height: 1080 };
let town, browser;

/** What stands behind each screen of the navigation, and must be refused to those who are not offered it. */
const BEHIND = Object.freeze({
    '/today': ['GET', '/api/v1/tasks'],
    '/files': ['POST', '/api/v1/cases/search', { q: '' }],
    '/payments': ['GET', '/api/v1/payment-runs'],
    '/budget': ['GET', '/api/v1/budget?year=2026'],
    '/fees': ['GET', '/api/v1/kindergarten/fees?month=2026-10'],
    '/children': ['GET', '/api/v1/kindergarten/children'],
    '/accounts': ['GET', '/api/v1/accounts'],
    '/devices': ['GET', '/api/v1/devices'],
    '/backups': ['GET', '/api/v1/backups'],
    '/erasures': ['GET', '/api/v1/erasures'],
    '/log': ['GET', '/api/v1/audit'],
    '/statistics': ['GET', '/api/v1/statistics'],
    '/reports': ['GET', '/api/v1/reports'],
    '/rules': ['GET', '/api/v1/rules'],
    '/applications': ['GET', '/api/v1/applications'],
});

staged((made) => ({ town, browser } = made));

/** The server's word on one request of the signed-in page. */
function status(s, [method, path, body]) {
    return s.page.evaluate(
        async ([how, where, what]) =>
            (
                await fetch(where, {
                    method: how,
                    headers: what ? { 'Content-Type': 'application/json' } : {},
                    body: what && JSON.stringify(what),
                })
            ).status,
        [method, path, body],
    );
}

for (const role of Object.keys(ACCOUNTS))
    test(`${role}: the app offers what the server gives, and nothing else`, async (t) => {
        const s = await Staff.signedIn(browser, town, role, '/'); /* opened anew by somebody signed in: home stands */
        t.after(() => s.end());
        const offered = await s.page
            .locator('nav a')
            .evaluateAll((links) => links.map((a) => a.getAttribute('href').slice(1)));
        const answers = [];
        s.page.on('response', (r) => answers.push([r.status(), new URL(r.url()).pathname]));

        for (const place of offered) {
            await s.open(place);
            await s.page.waitForLoadState('networkidle');
            await s.page.getByTestId('loading').first().waitFor({ state: 'detached' });
        }
        assert.deepEqual(
            answers.filter(([code]) => code >= 400),
            [],
        );
        for (const [place, asked] of Object.entries(BEHIND))
            assert.equal(await status(s, asked), offered.includes(place) ? 200 : 403, `${role}, ${place}`);
        assert.deepEqual(
            offered,
            SCREENS.filter((x) => x.nav && (!x.roles || x.roles.includes(role))).map((x) => x.path),
        );
        s.calm();
    });

for (const [i, role] of Object.keys(ACCOUNTS).entries())
    for (const [language, size] of [
        ['sq', SIZES.phone],
        ['en', WIDE],
    ])
        test(`${role}: every screen is whole in ${language}, ${size.width} px wide`, async (t) => {
            const s = await Staff.signedIn(browser, town, role, '/account', { language, size });
            t.after(() => s.end());
            const screens = SCREENS.filter((x) => (!x.roles || x.roles.includes(role)) && !x.path.includes(':')).map(
                (x) => x.path,
            );
            for (const [at, place] of screens.entries()) {
                await s.open('/account'); /* what is shown next is not what was there before */
                await s.open(place);
                await s.page.waitForLoadState('networkidle');
                await s.page.getByTestId('loading').first().waitFor({ state: 'detached' });
                await s.whole();
                if ((at + i) % 2 === Number(language === 'en'))
                    /* each screen once: in one of the two */
                    assert.deepEqual(await s.axe(), [], place);
            }
            s.calm();
        });
