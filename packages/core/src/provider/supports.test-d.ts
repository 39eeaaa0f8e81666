import { describe, expectTypeOf, it } from 'vitest';
import type { Capability, StorageProviderWith } from './capability.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { ResumableUploads } from './resumable-uploads.ts';
import type { StorageProvider } from './storage-provider.ts';
import { supports } from './supports.ts';

declare const provider: StorageProvider;

describe('supports', () => {
  it('narrows to the capabilities that were asked for, and to no others', () => {
    expectTypeOf(provider.changes).toEqualTypeOf<ChangeFeed | undefined>();
    if (supports(provider, 'changes', 'uploads')) {
      expectTypeOf(provider.changes).toEqualTypeOf<ChangeFeed>();
      expectTypeOf(provider.uploads).toEqualTypeOf<ResumableUploads>();
      expectTypeOf(provider.quota).toBeNullable();
    }
  });

  it('takes capabilities only', () => {
    // @ts-expect-error: every provider has `stat`
    supports(provider, 'stat');
  });
});

describe('StorageProviderWith', () => {
  it('is a provider, and asks for what it names', () => {
    expectTypeOf<StorageProviderWith<'changes'>>().toExtend<StorageProvider>();
    expectTypeOf<StorageProvider>().not.toExtend<StorageProviderWith<'changes'>>();
    expectTypeOf<StorageProviderWith<Capability>>().toExtend<StorageProviderWith<'changes'>>();
  });
});
