import { jsonTypeName } from '../json/json-type-name.ts';
import { isJsonObject, type JsonValue } from '../json/json-value.ts';
import { ArgumentProblem } from './argument-problem.ts';
import type { Field } from './field.ts';
import type { Schema } from './schema.ts';

export type StructFields = Readonly<Record<string, Field<unknown>>>;

export type StructValue<Fields extends StructFields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends Field<infer Value> ? Value : never;
};

export interface StructSchema<Fields extends StructFields> extends Schema<StructValue<Fields>> {
  readonly layout: 'struct';
  /** For structs that extend this one. */
  readonly fields: Fields;
}

/**
 * A struct takes exactly its fields: an unknown one is refused, a missing one unless it is lenient. Null stands for the
 * struct in which all is left out, so that a function that took nothing once can get an argument.
 */
export function struct<Fields extends StructFields>(fields: Fields): StructSchema<Fields> {
  const entries = Object.entries(fields);
  const hasDefault = entries.every(([, field]) => 'presence' in field);
  return {
    layout: 'struct',
    fields,
    decode(given) {
      const value = given === null && hasDefault ? {} : given;
      if (!isJsonObject(value)) {
        throw new ArgumentProblem(`expected object, got ${jsonTypeName(value)}`);
      }
      for (const name of Object.keys(value)) {
        if (!Object.hasOwn(fields, name) && name !== '.tag') {
          throw new ArgumentProblem(`unknown field '${name}'`);
        }
      }
      const decoded: Record<string, unknown> = {};
      for (const [name, field] of entries) {
        decoded[name] = decodeField(
          name,
          field,
          Object.hasOwn(value, name) ? value[name] : undefined,
        );
      }
      return decoded as StructValue<Fields>;
    },
  };
}

function decodeField(name: string, field: Field<unknown>, value: JsonValue | undefined): unknown {
  if ('presence' in field) {
    const isAbsent = value === undefined || (value === null && field.presence === 'optional');
    return isAbsent ? field.fallback : inField(name, () => field.schema.decode(value));
  }
  if (value === undefined) throw new ArgumentProblem(`missing required field '${name}'`);
  return inField(name, () => field.decode(value));
}

function inField<Value>(name: string, decode: () => Value): Value {
  try {
    return decode();
  } catch (error) {
    throw error instanceof ArgumentProblem ? error.inField(name) : error;
  }
}
