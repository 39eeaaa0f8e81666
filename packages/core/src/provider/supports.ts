import type { Capability, StorageProviderWith } from './capability.ts';
import type { StorageProvider } from './storage-provider.ts';

/** Whether a provider has all these capabilities; narrows its type to them. */
export function supports<P extends StorageProvider, C extends Capability>(
  provider: P,
  ...capabilities: readonly C[]
): provider is P & StorageProviderWith<C> {
  return capabilities.every((capability) => provider[capability] !== undefined);
}
