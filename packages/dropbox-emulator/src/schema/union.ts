import { jsonTypeName } from '../json/json-type-name.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { ArgumentProblem } from './argument-problem.ts';
import type { Schema } from './schema.ts';

/** A tag that carries nothing. */
export const bare: unique symbol = Symbol('bare');

export type UnionMembers = Readonly<Record<string, Schema<unknown> | typeof bare>>;

export type UnionValue<Members extends UnionMembers> = {
  [Tag in keyof Members & string]: Members[Tag] extends Schema<infer Value>
    ? { readonly tag: Tag; readonly value: Value }
    : { readonly tag: Tag };
}[keyof Members & string];

/** A tagged union. A bare tag may be sent as a string or as an object, one with a value only as an object. */
export function union<Members extends UnionMembers>(members: Members): Schema<UnionValue<Members>> {
  return {
    layout: 'value',
    decode(value) {
      const decoded =
        typeof value === 'string' ? decodeSymbol(members, value) : decodeObject(members, value);
      return decoded as UnionValue<Members>;
    },
  };
}

/** A union of bare tags, as the tags themselves. */
export function choice<Tag extends string>(...tags: readonly Tag[]): Schema<Tag> {
  const schema = union(Object.fromEntries(tags.map((tag) => [tag, bare])));
  return { layout: 'value', decode: (value) => schema.decode(value).tag as Tag };
}

function decodeSymbol(members: UnionMembers, tag: string): object {
  if (memberOf(members, tag) !== bare) {
    throw new ArgumentProblem(`expected object for '${tag}', got symbol`);
  }
  return { tag };
}

function decodeObject(members: UnionMembers, value: JsonValue): object {
  if (!isJsonObject(value)) {
    throw new ArgumentProblem(`expected string or object, got ${jsonTypeName(value)}`);
  }
  const tag = value['.tag'];
  if (tag === undefined) throw new ArgumentProblem("missing '.tag' key");
  if (typeof tag !== 'string') {
    throw new ArgumentProblem(`tag must be string, got ${jsonTypeName(tag)}`);
  }
  const member = memberOf(members, tag);
  if (member === bare) return decodeBare(tag, value);
  return { tag, value: decodeMember(tag, member, value) };
}

function memberOf(members: UnionMembers, tag: string): Schema<unknown> | typeof bare {
  const member = Object.hasOwn(members, tag) ? members[tag] : undefined;
  if (member !== undefined) return member;
  if (tag === 'other') throw new ArgumentProblem("unexpected use of the catch-all tag 'other'");
  throw new ArgumentProblem(`unknown tag '${tag}'`);
}

function decodeBare(tag: string, value: JsonObject): object {
  for (const name of Object.keys(value)) {
    if (name !== '.tag' && name !== tag) throw new ArgumentProblem(`unexpected key '${name}'`);
  }
  const payload = value[tag];
  if (payload !== undefined && payload !== null) {
    throw new ArgumentProblem(`expected null, got ${jsonTypeName(payload)}`);
  }
  return { tag };
}

function decodeMember(tag: string, member: Schema<unknown>, value: JsonObject): unknown {
  try {
    if (member.layout === 'struct') return member.decode(value);
    const payload = value[tag];
    if (payload === undefined) throw new ArgumentProblem(`missing '${tag}' key`);
    for (const name of Object.keys(value)) {
      if (name !== '.tag' && name !== tag) throw new ArgumentProblem(`unexpected key '${name}'`);
    }
    return member.decode(payload);
  } catch (error) {
    throw error instanceof ArgumentProblem ? error.inField(tag) : error;
  }
}
