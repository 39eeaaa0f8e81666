import { describeStorageProvider } from '@mooring/contract';
import { capabilities } from '@mooring/core';
import { caseSensitiveTraits, createMemoryStore, type MemoryStoreOptions } from '@mooring/memory';

function open(options: MemoryStoreOptions) {
  return async () => {
    const store = createMemoryStore(options);
    const provider = store.connect();
    return { provider, outsider: store.connect(), failNext: provider.failNext };
  };
}

describeStorageProvider('memory, with the rules of Dropbox', open({}), { capabilities });

describeStorageProvider(
  'memory, with the rules of a case-sensitive store',
  open({ traits: caseSensitiveTraits }),
  { capabilities },
);
