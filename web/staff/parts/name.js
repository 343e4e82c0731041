// @ts-check
/* What people are called. */

/** "Teuta Malo"; whoever has one name only is called by that.
 * @param {{ first_name: string | null, surname: string | null }} person */
export const nameOf = (person) => `${person.first_name} ${person.surname}`.trimEnd();
