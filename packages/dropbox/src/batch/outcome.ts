import type { Outcome, StorageError } from '@mooring/core';

export function done<Value>(value: Value): Outcome<Value> {
  return { status: 'done', value };
}

export function failed(error: StorageError): Outcome<never> {
  return { status: 'failed', error };
}
