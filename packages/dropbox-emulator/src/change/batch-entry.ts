import type { JsonObject } from '../json/json-value.ts';
import { CallRefused } from '../wire/call-refused.ts';
import { type Tagged, tagged } from '../wire/tagged.ts';

/**
 * The outcome of one entry of a batch: what the action gives, or the error that it refuses with, after `wrap` put that
 * into the form of the batch.
 */
export function batchEntry(
  action: () => Tagged,
  wrap: (error: Tagged) => Tagged = (error) => error,
): JsonObject {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof CallRefused) || error.refusal.kind !== 'route') throw error;
    return tagged('failure', wrap(error.refusal.error));
  }
}
