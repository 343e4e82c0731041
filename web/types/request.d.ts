/* What the server answers to a request and takes with it, by method and path, out of openapi.json (types/api.d.ts, made
 * by `make lint`). So an address that the server does not know is found while checking, as is a field that no answer
 * has. */
import type { paths } from './api';

/* A template of unknown words is met by any key, a word only by itself: so `${number}` is a place, "cases" is not. */
type Segment<S extends string> = S extends `{${string}}` ? '{}' : {} extends Record<S, 1> ? '{}' : S;
/* "/api/v1/cases/{id}" of the description and `/api/v1/cases/${id}` of a screen are both "/api/v1/cases/{}". */
type Shape<P extends string> = P extends `${infer First}/${infer Rest}`
    ? `${Segment<First>}/${Shape<Rest>}`
    : Segment<P>;
type WithoutQuery<P extends string> = P extends `${infer Path}?${string}` ? Path : P;

type Operations = { [P in keyof paths as Shape<P>]: paths[P] };
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Operation<M extends Method, P extends string> =
    Shape<WithoutQuery<P>> extends infer S ? (S extends keyof Operations ? Operations[S][Lowercase<M>] : never) : never;

type Json<R> = R extends { content: { 'application/json': infer T } } ? T : null;
type Good<R> = R[keyof R & (200 | 201 | 202 | 204)];

type Sent<O> = [O] extends [never]
    ? never
    : O extends { requestBody: { content: infer C } } | { requestBody?: { content: infer C } }
      ? C extends { 'application/json': infer T }
          ? T
          : unknown extends C
            ? undefined
            : Blob
      : undefined;

/** The answer to a request that was done; null: an empty one. */
export type Answer<M extends Method, P extends string> =
    Operation<M, P> extends { responses: infer R } ? Json<Good<R>> : never;

/** What is sent along: words, or a file. */
export type Body<M extends Method, P extends string> = Sent<Operation<M, P>>;
