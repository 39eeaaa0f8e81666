import { jsonTypeName } from '../json/json-type-name.ts';
import { ArgumentProblem } from './argument-problem.ts';
import type { Schema } from './schema.ts';

export function integer(min: number, max: number): Schema<number> {
  return {
    layout: 'value',
    decode(value) {
      if (typeof value !== 'number' || !Number.isInteger(value)) {
        throw new ArgumentProblem(`expected integer, got ${jsonTypeName(value)}`);
      }
      checkRange(value, min, max);
      return value;
    },
  };
}

/** Stone's UInt64, as far as JSON numbers in JavaScript are exact. */
export function uint64(): Schema<number> {
  return integer(0, Number.MAX_SAFE_INTEGER);
}

export function float(min: number, max: number): Schema<number> {
  return {
    layout: 'value',
    decode(value) {
      if (typeof value !== 'number') {
        throw new ArgumentProblem(`expected real number, got ${jsonTypeName(value)}`);
      }
      checkRange(value, min, max);
      return value;
    },
  };
}

function checkRange(value: number, min: number, max: number): void {
  if (value < min || value > max) {
    throw new ArgumentProblem(`${value} is not within range [${min}, ${max}]`);
  }
}
