import type { JsonValue } from '../json/json-value.ts';

/**
 * What a route accepts, in the terms of Stone, the language of Dropbox's published specification.
 * `Value` is what a handler gets.
 */
export interface Schema<Value> {
  /** A struct inside a union lies flat beside the tag, any other value lies under the tag's name. */
  readonly layout: 'struct' | 'value';
  /** @throws ArgumentProblem when the value does not fit */
  decode(value: JsonValue): Value;
}

export type Decoded<S> = S extends Schema<infer Value> ? Value : never;

/** The schema with one more rule, for what a type alone cannot say. `check` throws ArgumentProblem. */
export function refine<Value>(schema: Schema<Value>, check: (value: Value) => void): Schema<Value> {
  return {
    layout: schema.layout,
    decode(value) {
      const decoded = schema.decode(value);
      check(decoded);
      return decoded;
    },
  };
}
