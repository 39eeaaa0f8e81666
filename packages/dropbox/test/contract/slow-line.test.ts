import { describeStorageProvider } from '@mooring/contract';
import { capabilities } from '@mooring/core';
import { describe } from 'vitest';
import { openEmulatedStore } from './open-emulated-store.ts';

const conditions = { latency: 50 };

// Several at a time: they wait more than they work.
describe.concurrent('over a line of 50 ms', () => {
  describeStorageProvider('Dropbox', () => openEmulatedStore({ conditions }), {
    capabilities,
    timeoutMs: 60_000,
  });
});
