import type { StorageProvider } from '../provider/storage-provider.ts';

/** A provider behind a layer: what was known of its capabilities stays known. */
export type Layered<P extends StorageProvider> = StorageProvider &
  Pick<P, keyof P & keyof StorageProvider>;

/** Something that stands before a provider and is one itself. */
export type StorageLayer = <P extends StorageProvider>(provider: P) => Layered<P>;
