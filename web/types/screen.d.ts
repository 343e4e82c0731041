/* Words for what the screens hand to each other. */

/** What may stand on a page: text, elements, nothing, or several of them. */
export type { ComponentChildren as Content } from 'preact';

/** An event as the handler on that element gets it. */
export type At<E extends Element> = Event & { currentTarget: E };

/** What a useLoad has brought. */
export type Data<L extends { data: unknown }> = NonNullable<L['data']>;
