import { formatTimestamp } from '../wire/format-timestamp.ts';
import { ArgumentProblem } from './argument-problem.ts';
import type { Schema } from './schema.ts';
import { decodeString } from './string.ts';

const format = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** A time in whole seconds and UTC, as `2015-05-12T15:50:38Z`. Comes out in seconds since 1970. */
export const timestamp: Schema<number> = {
  layout: 'value',
  decode(value) {
    const text = decodeString(value);
    const milliseconds = format.test(text) ? Date.parse(text) : Number.NaN;
    // The parser takes a 31st of February for a day in March, so what it read is compared with what was written.
    const isReal = !Number.isNaN(milliseconds) && formatTimestamp(milliseconds / 1000) === text;
    if (!isReal) {
      const message = `time data '${text}' does not match format '%Y-%m-%dT%H:%M:%SZ'`;
      throw new ArgumentProblem(message);
    }
    return milliseconds / 1000;
  },
};
