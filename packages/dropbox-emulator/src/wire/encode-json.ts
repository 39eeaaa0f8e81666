import type { JsonObject, JsonValue } from '../json/json-value.ts';
import { inDeclaredOrder } from './declared-order.ts';
import type { WireStyle } from './wire-style.ts';

export function encodeJson(value: JsonValue, style: WireStyle): string {
  return style === 'compact' ? JSON.stringify(withSortedKeys(value)) : spaced(value);
}

/** The value with all keys in order. What is in order already comes back as it is, without a copy. */
function withSortedKeys(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) {
    const items = value.map(withSortedKeys);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  let isSorted = true;
  let previous = '';
  for (const key in value) {
    if (key < previous) isSorted = false;
    previous = key;
    const member = value[key];
    if (typeof member !== 'object' || member === null) continue;
    if (withSortedKeys(member) !== member) isSorted = false;
  }
  return isSorted ? value : sorted(value);
}

function sorted(value: JsonObject): JsonObject {
  const copy: Record<string, JsonValue | undefined> = {};
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) copy[key] = withSortedKeys(member);
  }
  return copy;
}

function spaced(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(spaced).join(', ')}]`;
  const members: string[] = [];
  for (const key of inDeclaredOrder(Object.keys(value))) {
    const member = value[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}: ${spaced(member)}`);
  }
  return `{${members.join(', ')}}`;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
