import type { StorageProvider } from './storage-provider.ts';

/** The optional parts of a provider. */
export type Capability =
  | 'copy'
  | 'quota'
  | 'account'
  | 'createHasher'
  | 'changes'
  | 'uploads'
  | 'batch'
  | 'revisions';

/** A provider that is known to have these capabilities. */
export type StorageProviderWith<C extends Capability> = StorageProvider & {
  readonly [Name in C]-?: NonNullable<StorageProvider[Name]>;
};

/** Every capability, for code that goes through them. A capability left out here does not compile. */
export const capabilities: readonly Capability[] = Object.keys({
  copy: true,
  quota: true,
  account: true,
  createHasher: true,
  changes: true,
  uploads: true,
  batch: true,
  revisions: true,
} satisfies Record<Capability, true>) as Capability[];
