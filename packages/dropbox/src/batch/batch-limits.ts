import type { BatchLimits } from '@mooring/core';

export const batchLimits: BatchLimits = {
  maxEntries: 1000,
  // Below the 150 MiB of one request, for what surrounds the bytes.
  maxBytes: 140 * 1024 * 1024,
};
