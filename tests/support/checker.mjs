/* A device of a bus line that has enrolled, and a card for it to ask about. */
import assert from 'node:assert/strict';

import { ADMINISTRATOR, COORDINATOR, order } from './program.mjs';

/** The headers that it proves itself with. */
export async function device(server, name) {
    const organisation = await server.ask('POST', '/api/v1/organisations', {
        headers: ADMINISTRATOR,
        body: { kind: 'transport', name },
    });
    assert.equal(organisation.status, 201, `${organisation.body}`);
    const made = await server.ask('POST', '/api/v1/devices', {
        headers: ADMINISTRATOR,
        body: { organisation: organisation.json.id, service: 'transport', name },
    });
    const enrolled = await server.ask('POST', '/api/v1/devices/enrol', { body: { enrol: made.json.enrol } });
    assert.equal(enrolled.status, 201, `${enrolled.body}`);
    return { Authorization: `Bearer ${enrolled.json.token}` };
}

/** {text, number} of one that is good on the bus. @param {string} number of its order */
export async function card(server, number) {
    const made = await server.ask('POST', '/api/v1/orders', { headers: COORDINATOR, body: order(number) });
    assert.equal(made.status, 201, `${made.body}`);
    const issued = await server.ask('POST', `/api/v1/persons/${made.json.persons[0]}/cards`, {
        headers: COORDINATOR,
        body: { case_id: made.json.case_id, version: 1, services: ['transport'] },
    });
    assert.equal(issued.status, 201, `${issued.body}`);
    return issued.json;
}
