import { describeStorageProvider } from '@mooring/contract';
import { capabilities } from '@mooring/core';
import { describe, vi } from 'vitest';
import { openEmulatedStore } from './open-emulated-store.ts';

const conditions = { latency: 50 };

// Many at a time: they wait more than they work.
vi.setConfig({ maxConcurrency: 20 });

describe.concurrent('over a line of 50 ms', () => {
  describeStorageProvider('Dropbox', () => openEmulatedStore({ conditions }), {
    capabilities,
    timeoutMs: 60_000,
  });
});
