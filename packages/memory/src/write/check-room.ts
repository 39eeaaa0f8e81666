import type { StoragePath } from '@mooring/core';
import { failure } from '../fault/failure.ts';
import type { StoreState } from '../state/store-state.ts';

/** Refuses what would take the account above its size. */
export function checkRoom(state: StoreState, addedBytes: number, path: StoragePath): void {
  if (addedBytes > 0 && state.tree.usedBytes + addedBytes > state.settings.totalBytes) {
    throw failure('quota-exceeded', `the account has no room for ${addedBytes} bytes more`, path);
  }
}
