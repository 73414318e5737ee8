/**
 * A plain JSON value. States, messages and traces are made of nothing else, so that each of them can be
 * saved, compared and replayed. A property that is `undefined` counts as absent, as in `JSON.stringify`.
 */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export type JsonObject = { readonly [key: string]: Json | undefined };
