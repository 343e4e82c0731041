// @ts-check
/* What people are called. */

/** "Teuta Malo"; whoever has one name only is called by that.
 * @param {{ first_name: string | null, surname: string | null }} person */
export const nameOf = (person) => `${person.first_name} ${person.surname}`.trimEnd();

/** "A.K. 2019", as cards and kindergartens have it. @param {{ first_name: string | null, surname: string | null,
 *   birth_date?: string | null }} person */
export function initialsOf({ first_name, surname, birth_date }) {
    const initials = [first_name, surname].map((name) => name && `${[...name][0]}.`).join('');

    return [initials, birth_date?.slice(0, 4)].filter(Boolean).join(' ');
}
