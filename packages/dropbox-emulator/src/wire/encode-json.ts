import type { JsonObject, JsonValue } from '../json/json-value.ts';
import type { WireStyle } from './wire-style.ts';

export function encodeJson(value: JsonValue, style: WireStyle): string {
  return style === 'compact' ? JSON.stringify(sortKeys(value)) : spaced(value);
}

/** Sorted key lists by the unsorted list. A page of entries repeats a handful of shapes thousands of times. */
const sortedKeys = new Map<string, readonly string[]>();
const maxRememberedShapes = 1000;

function sortKeys(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(sortKeys);
  const sorted: Record<string, JsonValue> = {};
  for (const key of keysInOrder(value)) {
    const member = value[key];
    if (member !== undefined) sorted[key] = sortKeys(member);
  }
  return sorted;
}

function keysInOrder(value: JsonObject): readonly string[] {
  const keys = Object.keys(value);
  const shape = keys.join('\n');
  const known = sortedKeys.get(shape);
  if (known !== undefined) return known;
  keys.sort();
  if (sortedKeys.size >= maxRememberedShapes) sortedKeys.clear();
  sortedKeys.set(shape, keys);
  return keys;
}

function spaced(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(spaced).join(', ')}]`;
  const members: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}: ${spaced(member)}`);
  }
  return `{${members.join(', ')}}`;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
