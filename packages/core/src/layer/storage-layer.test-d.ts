import { describe, expectTypeOf, it } from 'vitest';
import { guard } from '../guard/guard.ts';
import type { StorageProviderWith } from '../provider/capability.ts';
import type { ChangeFeed } from '../provider/change-feed.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';
import { intercept } from './intercept.ts';
import { override } from './override.ts';
import type { Layered } from './storage-layer.ts';
import { withLayers } from './with-layers.ts';

declare const plain: StorageProvider;
declare const rich: StorageProviderWith<'changes' | 'quota'>;

/** As a provider package would return: a narrow type of its own. */
declare const own: StorageProvider & { readonly changes: ChangeFeed; shout(): void };

describe('a layer', () => {
  it('keeps the capabilities that were known', () => {
    const layered = withLayers(rich, guard(), guard());
    expectTypeOf(layered.changes).toEqualTypeOf<ChangeFeed>();
    expectTypeOf(layered.quota).not.toBeNullable();
    expectTypeOf(layered).toExtend<StorageProviderWith<'changes' | 'quota'>>();
  });

  it('does not invent capabilities', () => {
    const layered = withLayers(plain, guard());
    expectTypeOf(layered.changes).toEqualTypeOf<ChangeFeed | undefined>();
    expectTypeOf(layered).not.toExtend<StorageProviderWith<'changes'>>();
    expectTypeOf(withLayers(rich, guard())).not.toExtend<StorageProviderWith<'uploads'>>();
  });

  it('hides what is not of the interface', () => {
    expectTypeOf(withLayers(own, guard())).not.toHaveProperty('shout');
    expectTypeOf(withLayers(own, guard()).changes).toEqualTypeOf<ChangeFeed>();
  });

  it('gives a provider, whatever it was put around', () => {
    expectTypeOf<Layered<typeof own>>().toExtend<StorageProvider>();
  });
});

describe('an interceptor', () => {
  it('must answer with what the operation answers', () => {
    intercept((call, next) => next(call.request));
    // @ts-expect-error: an entry is no answer to every operation
    intercept(async (call) => call.provider.stat({ path: '/a' }));
  });

  it('sees a signal in every request', () => {
    intercept((call, next) => {
      expectTypeOf(call.request.signal).toEqualTypeOf<AbortSignal | undefined>();
      return next(call.request);
    });
  });
});

describe('an override', () => {
  it('has the types of the members that it replaces', () => {
    override((inner) => ({ stat: (request) => inner.stat({ ...request, path: '/a' }) }));
    // @ts-expect-error: `stat` answers with an entry
    override(() => ({ stat: async () => 'an entry' }));
    // @ts-expect-error: there is no such member
    override(() => ({ explode: async () => undefined }));
  });
});
