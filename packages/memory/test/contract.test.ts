import { describeStorageProvider } from '@mooring/contract';
import { memoryStores } from './stores.ts';

for (const { name, open, options } of memoryStores) {
  describeStorageProvider(name, open, options);
}
