import type { JsonObject, JsonValue } from '../json/json-value.ts';

/** A union on the wire. */
export type Tagged = JsonObject & { readonly '.tag': string };

/** A tag that carries nothing. */
export function tag(name: string): Tagged {
  return { '.tag': name };
}

/** A tag that carries a value which is not a plain struct: the value stands under the tag's name. */
export function tagged(name: string, value: JsonValue): Tagged {
  return { '.tag': name, [name]: value };
}

/** A tag that carries a struct: the fields lie flat beside the tag. */
export function taggedStruct(name: string, fields: JsonObject): Tagged {
  return { '.tag': name, ...fields };
}

export function isTagged(value: JsonValue | undefined): value is Tagged {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    typeof (value as JsonObject)['.tag'] === 'string'
  );
}
