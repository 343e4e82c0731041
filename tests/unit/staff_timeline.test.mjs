/* Where the drawn timeline puts days, how the arrow keys go through it, and what a personal number says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nidRead } from '../../web/staff/nid.js';
import { markNext, timelineRows, timelineScale } from '../../web/staff/parts/timeline_scale.js';

const TODAY = '2026-11-21';
const act = (id, kind, on, more = {}) => ({
    id,
    kind,
    on,
    start: null,
    end: null,
    open_end: false,
    effective: null,
    decision: null,
    note: null,
    recorded_by: 'k',
    recorded_at: `${on}T08:00:00Z`,
    corrected_by: null,
    voided_by: null,
    ...more,
});

/** One order from that day to that, with those acts; a person entitled to transport all the while. */
function file({
    from = '2026-01-10',
    until = '2027-01-09',
    open = false,
    last_day = until,
    acts = [act(1, 'granted', from)],
} = {}) {
    const span = { from, until, open, amount: 0, order: 1, act: 1, rule: 1, text: 'falas', text_en: 'free' };

    return {
        case_id: 1,
        version: 1,
        today: TODAY,
        orders: [
            {
                id: 1,
                kind: 'UM',
                issuer: 'Gjykata',
                number: '1/2026',
                decision_date: from,
                last_day,
                persons: [1],
                acts,
                protection: { in_force: true, from, until, open, gaps: [], ended_by: null },
            },
        ],
        persons: [
            {
                person: 1,
                role: 'protected',
                first_name: 'Teuta',
                surname: 'Malo',
                services: [
                    { service: 'transport', entitled: true, why_not: null, text: '', text_en: '', spans: [span] },
                    {
                        service: 'payment',
                        entitled: false,
                        why_not: 'no_application',
                        text: '',
                        text_en: '',
                        spans: [],
                    },
                ],
            },
        ],
    };
}

test('a service without days has no row, a respondent none at all', () => {
    const timeline = file();
    timeline.persons.push({ ...timeline.persons[0], person: 2, role: 'respondent' });

    assert.deepEqual(
        timelineRows(timeline).map((r) => r.id),
        ['order-1', 'person-1', 's1-transport'],
    );
});

test('each mark says by itself whose it is, from when and why', () => {
    const [order, , transport] = timelineRows(file());

    assert.match(transport.marks[0].text, /Teuta Malo/);
    assert.match(transport.marks[0].text, /falas/);
    assert.match(order.marks[0].text, /Gjykata/);
});

test('what a court has cut off is drawn apart from what was in force', () => {
    const marks = timelineRows(file({ until: '2026-06-30', last_day: '2027-01-09' }))[0].marks;

    assert.deepEqual(
        marks.filter((m) => m.what !== 'act').map(({ what, from, until }) => [what, from, until]),
        [
            ['bar', '2026-01-10', '2026-06-30'],
            ['rest', '2026-07-01', '2027-01-09'],
        ],
    );
});

test('days lie in their order within the room, today among them', () => {
    const rows = timelineRows(file());
    const { x, width, ticks } = timelineScale(rows, TODAY, 800);

    assert.ok(
        0 < x('2026-01-10') && x('2026-01-10') < x(TODAY) && x(TODAY) < x('2027-01-09') && x('2027-01-09') < width,
    );
    assert.ok(width <= 801);
    assert.ok(
        ticks.every((t, i) => i === 0 || x(t.at) - x(ticks[i - 1].at) >= 55),
        'names of months do not touch',
    );
});

test('many years do not shrink to nothing: the drawing becomes wider than its room', () => {
    const rows = timelineRows(file({ from: '2019-01-01' }));

    assert.ok(timelineScale(rows, TODAY, 300).width > 1500);
});

test('what has no end goes on to the edge after today', () => {
    const rows = timelineRows(file({ until: null, open: true, last_day: null }));
    const { x, width } = timelineScale(rows, TODAY, 600);

    assert.equal(rows[0].marks[0].until, null);
    assert.ok(x(TODAY) < width - 50);
});

test('acts of the same days stand one above the other', () => {
    const acts = [act(1, 'granted', '2026-01-10'), act(2, 'served', '2026-01-11'), act(3, 'final', '2026-09-01')];
    const rows = timelineRows(file({ acts }));

    timelineScale(rows, TODAY, 400);
    assert.deepEqual(
        rows[0].marks.filter((m) => m.what === 'act').map((m) => m.level),
        [0, 1, 0],
    );
});

test('the arrow keys lead to every mark and never nowhere', () => {
    const rows = timelineRows(file({ acts: [act(1, 'granted', '2026-01-10'), act(2, 'final', '2026-02-10')] }));
    const seen = new Set();
    let at = rows[0].marks[0].id;

    for (let i = 0; i < 10; i++) {
        seen.add(at);
        at = markNext(rows, at, 'ArrowRight');
    }
    assert.deepEqual([...seen], ['o1', 'a1', 'a2', 'r1-transport-0']);
    assert.equal(markNext(rows, 'r1-transport-0', 'ArrowRight'), 'r1-transport-0');
    assert.equal(markNext(rows, 'o1', 'ArrowLeft'), 'o1');
    assert.equal(markNext(rows, 'a2', 'ArrowDown'), 'r1-transport-0');
    assert.equal(markNext(rows, 'a2', 'Home'), 'o1');
    assert.equal(markNext(rows, 'gone', 'End'), 'a2');
});

test('a personal number says the day of birth and the sex', () => {
    assert.deepEqual(nidRead('I75412901V'), { birth: '1987-04-12', sex: 'F' });
    assert.deepEqual(nidRead('h75314909w'), { birth: '1977-03-14', sex: 'F' });
    assert.deepEqual(nidRead('K20403101A'), { birth: '2002-04-03', sex: 'M' });
    assert.deepEqual(nidRead('H74205101A'), { birth: '1977-12-05', sex: 'M' }, 'a foreigner');
    for (const none of ['', 'I7541290', 'I71301201V', 'I75432901V', 'U75412901V', 'keq'])
        assert.equal(nidRead(none), null, none);
});
