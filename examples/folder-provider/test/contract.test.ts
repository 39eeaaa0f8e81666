import { describeStorageProvider } from '@mooring/contract';
import { openStore } from './open-store.ts';

describeStorageProvider('a local folder', openStore, { capabilities: [] });
