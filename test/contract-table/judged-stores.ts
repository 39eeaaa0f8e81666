import type { ContractOptions, StorageUnderTest } from '@mooring/contract/run';
import { capabilities } from '@mooring/core';
import { openStore as openFolderStore } from '../../examples/folder-provider/test/open-store.ts';
import { openEmulatedStore } from '../../packages/dropbox/test/contract/open-emulated-store.ts';
import { memoryStores } from '../../packages/memory/test/stores.ts';

/** A column of the table. */
export interface JudgedStore {
  readonly name: string;
  open(): Promise<StorageUnderTest>;
  readonly options: ContractOptions;
}

/** Set up exactly as in the tests of the providers. */
export const judgedStores: readonly JudgedStore[] = [
  ...memoryStores,
  { name: 'Dropbox, on the emulator', open: () => openEmulatedStore(), options: { capabilities } },
  { name: 'local folder (example)', open: openFolderStore, options: { capabilities: [] } },
];
