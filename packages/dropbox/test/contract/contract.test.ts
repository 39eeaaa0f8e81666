import { describeStorageProvider } from '@mooring/contract';
import { capabilities } from '@mooring/core';
import { openEmulatedStore } from './open-emulated-store.ts';

describeStorageProvider('Dropbox', openEmulatedStore, { capabilities });
