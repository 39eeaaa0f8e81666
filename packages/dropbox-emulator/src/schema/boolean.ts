import { ArgumentProblem } from './argument-problem.ts';
import type { Schema } from './schema.ts';

export const boolean: Schema<boolean> = {
  layout: 'value',
  decode(value) {
    if (typeof value === 'boolean') return value;
    // As Python shows values.
    const shown = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
    throw new ArgumentProblem(`${value === null ? 'None' : shown} is not a valid boolean`);
  },
};
