import { ArgumentProblem } from './argument-problem.ts';
import type { Schema } from './schema.ts';

/** The argument of routes that take none. */
export const nothing: Schema<null> = {
  layout: 'value',
  decode(value) {
    if (value !== null) throw new ArgumentProblem('expected null, got value');
    return null;
  },
};
