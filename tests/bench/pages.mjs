/* What the server does for a page of a filled register: `node pages.mjs BESA DATADIR` serves it, signs a coordinator
 * in, and asks for everything that the page asks for, one after the other, as if nothing ran beside it. Says "page WHAT
 * MS REQUESTS KIB": the median of its rounds, wire included. */
import { join } from 'node:path';

import { COORDINATOR, Register, Server, sql, sqlOne } from '../support/program.mjs';

const ROUNDS = 11;
const [binary, dir] = [process.argv[2], process.argv[3]];
const register = new Register(dir, dir);

/** The file with the most entries, and who stands in it. */
async function fullest() {
    const id = await sqlOne(
        register.database,
        'SELECT case_id FROM case_record GROUP BY case_id ORDER BY count(*) DESC LIMIT 1',
    );
    const entries = await sqlOne(
        register.database,
        `SELECT (SELECT count(*) FROM case_record WHERE case_id = ${id})
        + (SELECT count(*) FROM case_note WHERE case_id = ${id})`,
    );
    const ids = async (text) => (await sql(register.database, text)).map(([one]) => one);
    if (Number(entries) < 300) throw new Error(`its fullest file has ${entries} entries`);
    return {
        file: `/api/v1/cases/${id}`,
        persons: await ids(`SELECT person_id FROM case_person WHERE case_id = ${id} AND role <> 'respondent'`),
        orders: await ids(`SELECT id FROM protection_order WHERE case_id = ${id}`),
    };
}

/** As the screens ask: today.js, case.js with its sections, case_work.js. */
function pagesOf({ file, persons, orders }) {
    const each = orders.map((id) => `/api/v1/orders/${id}`);
    return {
        today: ['/api/v1/tasks?limit=50&mine=1'],
        file: [
            file,
            ...['timeline', 'entitlements', 'stays', 'stay-questions', 'enrolments', 'documents', 'notes'].map(
                (part) => `${file}/${part}`,
            ),
            ...persons.flatMap((id) => [`${file}/persons/${id}/contact`, `/api/v1/persons/${id}/cards`]),
            ...each,
            '/api/v1/institutions',
            '/api/v1/organisations',
        ],
        work: [file, `${file}/work`, '/api/v1/case-nouns', '/api/v1/case-words', '/api/v1/units', ...each],
    };
}

async function ask(server, path) {
    const a = await server.ask('GET', path, { headers: COORDINATOR });
    if (a.status !== 200) throw new Error(`${path}: ${a.status} ${a.body}`);
    return a.body.length;
}

async function page(server, name, paths) {
    const took = [];
    let bytes = 0;
    for (let round = 0; round < ROUNDS; round++) {
        const began = performance.now();
        bytes = 0;
        for (const path of paths) bytes += await ask(server, path);
        took.push(performance.now() - began);
    }
    took.sort((a, b) => a - b);
    console.log(`page ${name} ${took[ROUNDS >> 1].toFixed(1)} ${paths.length} ${(bytes / 1024).toFixed(0)}`);
}

let server;
try {
    const pages = pagesOf(await fullest());
    await register.staff('coordinator');
    /* Nobody opens so many within an hour: the register would tell her to wait. */
    await sql(register.database, `UPDATE legal_rule SET value = 1000000 WHERE name = 'files_hour_coordinator'`);
    server = await Server.start({ binary, dir, args: ['--only', 'register', '--heads', '/dev/null'] });
    for (const [name, paths] of Object.entries(pages)) await page(server, name, paths);
} finally {
    await server?.stop();
}
