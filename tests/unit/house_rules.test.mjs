/* The rules of the house find what they are for: each fault is put into a copy of the program by hand. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';

/** What the rule says of a copy in which `spoil` has put a fault. */
function said(rule, spoil) {
    const copy = mkdtempSync(join(tmpdir(), 'house-'));

    try {
        for (const folder of ['app', 'include', 'db', 'tests/lint'])
            cpSync(folder, join(copy, folder), { recursive: true });
        spoil((path, text) => appendFileSync(join(copy, path), text), copy);
        return spawnSync('bash', [join(copy, 'tests/lint', `${rule}.sh`)], { encoding: 'utf8' });
    } finally {
        rmSync(copy, { recursive: true });
    }
}

const FAULTS = [
    [
        'layers',
        'the law includes the store',
        'app/domain/law/nid.c',
        '#include "store/db.h"\n',
        /room law may not look/,
    ],
    [
        'layers',
        'the law asks for the time',
        'app/domain/law/nid.c',
        'long t(void) { return time(0); }\n',
        /asks for the time/,
    ],
    [
        'layers',
        'a room looks upwards',
        'app/domain/claim/claim.c',
        '#include "domain/order/order.h"\n',
        /room claim may not look/,
    ],
    [
        'layers',
        'the check looks at files',
        'app/domain/check/check.c',
        '#include "domain/file/person.h"\n',
        /room check may not look/,
    ],
    [
        'layers',
        'what is served at the doors looks at the register',
        'app/api/check.c',
        '#include "domain/office/municipality.h"\n',
        /works at the doors, and may not look/,
    ],
    ['layers', 'a layer looks upwards', 'app/store/db.c', '#include "domain/work/work.h"\n', /store may not include/],
    ['layers', 'an answer is packed by hand', 'app/api/unit.c', 'void *x(void) { return json_pack("{}"); }\n', /json/],
    [
        'layers',
        'something goes out',
        'app/base/clock.c',
        'int out(int fd)\n{\n    return connect(fd, 0, 0);\n}\n',
        /nothing goes out/,
    ],
    [
        'circles',
        'two files need each other',
        'app/domain/law/protection.c',
        'const char *again(void) { return service_name(0); }\n',
        /protection\.c: needs itself/,
    ],
    [
        'circles',
        'two files need the types of each other',
        'include/domain/law/protection.h',
        '#include "domain/law/entitlement.h"\n',
        /protection\.c: needs itself/,
    ],
    [
        'headers',
        'a header declares what another file keeps',
        'include/domain/law/nid.h',
        'const char *service_name(int s);\n',
        /nid\.h: declares service_name/,
    ],
    [
        'headers',
        'a static function has the name of a public one',
        'app/domain/law/nid.c',
        'static int service_name(void)\n{\n    return 0;\n}\n',
        /nid\.c: a static service_name/,
    ],
];

const room = (copy) => cpSync(join(copy, 'app/domain/law'), join(copy, 'app/domain/cellar'), { recursive: true });

/* All of this rule at once, each told at its own file: it takes as long for many faults as for one. */
const LAYERS = FAULTS.filter(([rule]) => rule === 'layers');
let answer;

before(() => {
    answer = said('layers', (append, copy) => {
        for (const [, , path, text] of LAYERS) append(path, text);
        room(copy);
    });
});
for (const [, what, path, , message] of LAYERS)
    test(`found: ${what}`, () => {
        assert.ok(
            answer.stdout.split('\n').some((line) => line.startsWith(path) && message.test(line)),
            answer.stdout,
        );
        assert.equal(answer.status, 1);
    });

test('found: a room without a place in the plan', () => assert.match(answer.stdout, /cellar is no room/));

/* Of these one fault may hide another. */
for (const [rule, what, path, text, message] of FAULTS.filter((f) => !LAYERS.includes(f)))
    test(`found: ${what}`, () => {
        const alone = said(rule, (append) => append(path, text));

        assert.match(alone.stdout, message);
        assert.equal(alone.status, 1);
    });

for (const rule of ['layers', 'circles', 'headers'])
    test(`${rule}: the program as it is has none`, () => {
        const clean = said(rule, () => {});

        assert.equal(clean.stdout, '');
        assert.equal(clean.status, 0);
    });
