import { jsonTypeName } from '../json/json-type-name.ts';
import type { JsonValue } from '../json/json-value.ts';
import { ArgumentProblem } from './argument-problem.ts';
import type { Schema } from './schema.ts';

export interface ListRule {
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
}

export function list<Item>(item: Schema<Item>, rule: ListRule = {}): Schema<readonly Item[]> {
  return {
    layout: 'value',
    decode(value) {
      if (!isList(value)) throw new ArgumentProblem(`expected list, got ${jsonTypeName(value)}`);
      if (rule.maxItems !== undefined && value.length > rule.maxItems) {
        throw new ArgumentProblem(`[...] has more than ${rule.maxItems} items`);
      }
      if (rule.minItems !== undefined && value.length < rule.minItems) {
        throw new ArgumentProblem(`[...] has fewer than ${rule.minItems} items`);
      }
      return value.map((element, index) => decodeItem(item, element, index));
    },
  };
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function decodeItem<Item>(item: Schema<Item>, value: JsonValue, index: number): Item {
  try {
    return item.decode(value);
  } catch (error) {
    throw error instanceof ArgumentProblem ? error.inField(String(index)) : error;
  }
}
