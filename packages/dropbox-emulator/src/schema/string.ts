import { jsonTypeName } from '../json/json-type-name.ts';
import type { JsonValue } from '../json/json-value.ts';
import { ArgumentProblem } from './argument-problem.ts';
import type { Schema } from './schema.ts';

export interface StringRule {
  /** A Stone pattern, which must match the whole string. Messages quote it as it stands here. */
  readonly pattern?: string | undefined;
  /** In characters, that is Unicode code points. */
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
}

export function string(rule: StringRule = {}): Schema<string> {
  const expression = rule.pattern === undefined ? undefined : compile(rule.pattern);
  return {
    layout: 'value',
    decode(value) {
      const text = decodeString(value);
      checkLength(text, rule);
      if (expression !== undefined && !expression.test(text)) {
        const message = `'${text}' did not match pattern '${rule.pattern}'`;
        throw new ArgumentProblem(message, { pattern: rule.pattern });
      }
      return text;
    },
  };
}

export function decodeString(value: JsonValue): string {
  if (typeof value === 'string') return value;
  const shown = value === null ? 'None' : JSON.stringify(value);
  throw new ArgumentProblem(`'${shown}' expected to be a string, got ${jsonTypeName(value)}`);
}

function checkLength(text: string, { minLength, maxLength }: StringRule): void {
  if (minLength === undefined && maxLength === undefined) return;
  const length = [...text].length;
  if (minLength !== undefined && length < minLength) {
    const message = `'${text}' must be at least ${minLength} characters, got ${length}`;
    throw new ArgumentProblem(message);
  }
  if (maxLength !== undefined && length > maxLength) {
    const message = `'${text}' must be at most ${maxLength} characters, got ${length}`;
    throw new ArgumentProblem(message);
  }
}

/**
 * Stone patterns are Python's: a dot stops at line feeds only, and letters are those of all languages. The alternation that the path patterns use to get
 * past them costs a step of the matcher's stack per character, so it becomes one class here.
 */
function compile(pattern: string): RegExp {
  const source = pattern
    .replaceAll('(.|[\\r\\n])*', '[^]*')
    .replaceAll('.*', '[^\\n]*')
    .replaceAll('\\w', '\\p{L}\\p{N}_');
  return new RegExp(`^(?:${source})$`, 'u');
}
