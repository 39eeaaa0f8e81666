export type { ContractOptions } from './contract-options.ts';
export { describeStorageProvider } from './describe-storage-provider.ts';
export type { Fault } from './fault.ts';
export type { StorageUnderTest } from './storage-under-test.ts';
