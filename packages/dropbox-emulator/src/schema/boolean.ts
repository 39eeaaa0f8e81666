import { ArgumentProblem } from './argument-problem.ts';
import type { Schema } from './schema.ts';

export const boolean: Schema<boolean> = {
  layout: 'value',
  decode(value) {
    if (typeof value === 'boolean') return value;
    const shown = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
    throw new ArgumentProblem(`${shown} is not a valid boolean`);
  },
};
