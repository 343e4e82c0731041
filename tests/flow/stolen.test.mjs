/* What a thief learns of what he carries away. He opens each file with sqlite3 and looks at every value and byte; he
 * asks with a stolen device whatever there is to ask. The persons are made up. The README has a table of it. */
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { ADMINISTRATOR, BESA, COORDINATOR, Register, Server, besa, day, order, sql } from '../support/program.mjs';

const NUMBER = 'I75514009V';
const SECRETS = [
    ...['Mirjeta', 'mirjeta', 'Sokolaj', 'sokolaj', 'Agron', 'agron', 'Ylber', 'ylber'],
    ...[NUMBER, NUMBER.toLowerCase(), '1987-05-14', 'Rruga e Kal', '069 000 1122', '690001122'],
    ...['7731-K', 'Gjykata e Padukshme', 'gjykata e padukshme', '9-2026-Akt'],
    ...['Shënim vetiak', 'Raport mjek', 'Strehëza', 'Drafti', 'padi në gjykatë', 'njerku'],
    ...['Zambaku', '14771', 'Drita Z', 'Peshku', 'të shtunave', 'Qendra e Heshtur'],
];
const MEASURES = [
    { code: 'keep_away', place: 'Kopshti Zambaku', metres: 4177 },
    { code: 'periodic_payment', sum: 14771, payee: 'Drita Zezë', employer: 'Ndërmarrja Peshku' },
    { code: 'child_contact', hours: 'të shtunave 10-12' },
    { code: 'shelter', body: 'Qendra e Heshtur' },
];
const PLAIN = 'Gjykata e Rrethit'; /* the catalogue of courts is nobody's secret: so the search can find something */

let register, server, copies, token, file;

async function post(path, body, who = COORDINATOR, method = 'POST') {
    const a = await server.ask(method, path, { body, headers: who });
    assert.ok([200, 201, 204].includes(a.status), `${path}: ${a.status} ${a.body}`);
    return a.json;
}

async function version() {
    return (await server.ask('GET', `/api/v1/cases/${file}`, { headers: COORDINATOR })).json.version;
}

/** A file with something in every place that is personal. */
async function filled() {
    const persons = [
        {
            role: 'protected',
            first_name: 'Mirjeta',
            father_name: 'Ylber',
            surname: 'Sokolaj',
            nid: NUMBER,
            birth_date: '1987-05-14',
            sex: 'F',
            address: 'Rruga e Kalasë 17',
            phone: '069 000 1122',
        },
    ];
    const respondent = { first_name: 'Agron', surname: 'Sokolaj' };
    const paper = {
        issuer: 'Gjykata e Padukshme',
        persons,
        respondent,
        relation: 'njerku i dytë',
        measures: MEASURES,
    };
    const made = await post('/api/v1/orders', order('7731-K', paper));
    file = made.case_id;
    await post(`/api/v1/orders/${made.id}/acts`, {
        ...{ version: await version(), kind: 'served', on: day(-1), decision: '9-2026-Akt', note: 'Shënim vetiak' },
    });
    await post(`/api/v1/cases/${file}/notes`, { text: 'Shënim vetiak' });
    await post(`/api/v1/cases/${file}/documents`, { version: await version(), title: 'Raport mjekësor' });
    await post(`/api/v1/cases/${file}/stays`, {
        ...{ version: await version(), person: made.persons[0], from: day(-3), place: 'Strehëza e Bardhë' },
    });
    await post('/api/v1/drafts/urdher', { text: 'Drafti i Ylberit' }, COORDINATOR, 'PUT');
    const card = { case_id: file, version: await version(), services: ['transport'] };
    const issued = await post(`/api/v1/persons/${made.persons[0]}/cards`, card);
    await post(`/api/v1/persons/${made.persons[0]}/export`, { why: 'padi në gjykatë për të' });
    return issued.text;
}

before(async () => {
    register = await Register.make(BESA);
    server = await Server.start({ dir: register.dir });
    const card = await filled();
    const bus = await post('/api/v1/organisations', { kind: 'transport', name: 'Linja 1' }, ADMINISTRATOR);
    const device = { organisation: bus.id, service: 'transport', name: 'Autobusi 7' };
    const { enrol } = await post('/api/v1/devices', device, ADMINISTRATOR);
    ({ token } = await post('/api/v1/devices/enrol', { enrol }, {}));
    const said = await post('/api/v1/check', { card }, { Authorization: `Bearer ${token}` });
    assert.equal(said.hint, 'M.S. 1987');
    copies = join(register.root, 'copies');
    mkdirSync(copies);
    const copied = await besa(BESA, ['backup', copies, '--data', register.dir]);
    assert.equal(copied.code, 0, copied.said);
});

after(async () => {
    await server?.stop();
    register?.remove();
});

const copy = () =>
    join(
        copies,
        readdirSync(copies).find((name) => name.endsWith('.db')),
    );
const keyCopy = () => join(copies, 'keys', readdirSync(join(copies, 'keys'))[0]);

function nothingIn(bytes, what) {
    const text = bytes.toString('utf8');
    for (const secret of SECRETS) assert.ok(!text.includes(secret), `${secret} stands in ${what}`);
}

/** Every text of the tables about persons: [table, column, text]. */
async function texts(database) {
    const found = [];
    const tables = await sql(
        database,
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'payment_rule' AND (name IN ('person', 'stay',
         'safe_contact', 'enrolment', 'draft', 'kindergarten_child') OR name GLOB 'case_*' OR name GLOB '*order*' OR
         name GLOB 'application*' OR name GLOB 'payment_[elrs]*' OR name GLOB 'attachment*' OR name GLOB 'card*')`,
    );
    for (const [table] of tables)
        for (const [column] of await sql(database, `SELECT name FROM pragma_table_info('${table}')`))
            for (const [text] of await sql(
                database,
                `SELECT DISTINCT "${column}" FROM "${table}" WHERE typeof("${column}") = 'text'`,
            ))
                found.push([table, column, text]);
    return found;
}

/* Words of the program, as the scripts list them; days; the register's own numbers. */
const WORDS = new Set(
    ['001_register', '003_payments', '004_offices', '005_desk', '008_refusal'].flatMap((script) =>
        [...readFileSync(`db/${script}.sql`, 'utf8').matchAll(/'([\w/]+)'/g)].map((m) => m[1]),
    ),
);
const harmless = (table, column, text) =>
    table === 'case_word' /* the lists of choices: the same in every register */ ||
    /^\d{4}-\d\d-\d\d$/.test(text) ||
    WORDS.has(text) ||
    (table === 'case_file' && column === 'number') ||
    (table === 'draft' && ['kind', 'role'].includes(column)) ||
    (['order_measure', 'order_measure_detail'].includes(table) && ['code', 'detail'].includes(column));

for (const [what, where] of [
    ['besa.db', () => register.database],
    ['a copy of it', copy],
])
    test(`${what} alone tells days, kinds and units, and of nobody`, async () => {
        for (const end of what === 'besa.db' ? ['', '-wal'] : ['']) nothingIn(readFileSync(where() + end), what);
        assert.ok(readFileSync(where()).includes(PLAIN), 'the search finds what is there');
        const all = await texts(where());
        assert.ok(all.some(([, column, text]) => column === 'decision_date' && text === day(-10)));
        assert.deepEqual(
            all.filter((one) => !harmless(...one)),
            [],
        );
    });

test('a copy with keys.db tells no more, for its keys are wrapped', async () => {
    nothingIn(readFileSync(keyCopy()), 'keys.db');
    const widths = await sql(keyCopy(), 'SELECT DISTINCT length(wrapped) FROM data_key');
    assert.deepEqual(widths, [['60']]);
    const there = join(register.root, 'without');
    mkdirSync(there, { mode: 0o700 });
    const looked = await besa(BESA, ['restore', '--check', copy(), '--keys', keyCopy(), '--data', there]);
    assert.notEqual(looked.code, 0);
    nothingIn(Buffer.from(looked.out + looked.said), 'what a command without keys says');
});

test('with the folder of keys, too, he has everything', async () => {
    const there = join(register.root, 'thief');
    mkdirSync(there, { mode: 0o700 });
    copyFileSync(copy(), join(there, 'besa.db'));
    copyFileSync(keyCopy(), join(there, 'keys.db'));
    cpSync(join(register.dir, 'keys'), join(there, 'keys'), { recursive: true, preserveTimestamps: true });
    const his = await Server.start({ dir: there });
    const read = await his.ask('GET', `/api/v1/cases/${file}`, { headers: COORDINATOR });
    await his.stop();
    assert.equal(read.status, 200);
    for (const secret of ['Mirjeta', 'Sokolaj', 'Agron']) assert.ok(read.body.includes(secret));
});

test('a stolen device is answered on cards, and reads nothing else', async () => {
    const { paths } = JSON.parse(readFileSync('web/openapi.json', 'utf8'));
    let refused = 0;
    for (const [path, operations] of Object.entries(paths)) {
        if (!operations.get) continue;
        const at = path.replaceAll(/\{\w+\}/g, '1');
        const a = await server.ask('GET', at, { headers: { Authorization: `Bearer ${token}` } });
        nothingIn(a.body, at);
        refused += a.status === 401 || a.status === 403;
    }
    assert.ok(refused > 40, `${refused}`);
});
