import { describeStorageProvider } from '@mooring/contract';
import { capabilities } from '@mooring/core';
import { openEmulatedStore } from './open-emulated-store.ts';

// The service worded its answers otherwise until 2026, and nobody knows which of its hosts still do.
const behaviour = {
  wireStyle: 'classic',
  voidResult: 'empty',
  argumentHeader: 'ascii',
  renameOrder: 'deletion-last',
  emptyFirstPage: true,
  jobDuration: 20,
} as const;

describeStorageProvider('Dropbox as of old', () => openEmulatedStore({ behaviour }), {
  capabilities,
});
