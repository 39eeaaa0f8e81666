import type { Schema } from './schema.ts';

/** A field that may be left out of its struct. A plain Schema is a field that may not. */
export interface LenientField<Value> {
  readonly presence: 'optional' | 'defaulted';
  readonly schema: Schema<Value>;
  readonly fallback: Value;
}

export type Field<Value> = Schema<Value> | LenientField<Value>;

/** May be absent or null, which both come out as undefined. */
export function optional<Value>(schema: Schema<Value>): LenientField<Value | undefined> {
  return { presence: 'optional', schema, fallback: undefined };
}

/** May be absent, but not null. */
export function withDefault<Value>(schema: Schema<Value>, fallback: Value): LenientField<Value> {
  return { presence: 'defaulted', schema, fallback };
}
