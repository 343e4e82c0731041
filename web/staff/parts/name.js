// @ts-check
/* What people are called. */

/** "Teuta Malo" @param {{ first_name: string, surname: string }} person */
export const nameOf = (person) => `${person.first_name} ${person.surname}`;
