import type { Layered, StorageLayer, StorageProvider, StorageTraits } from '@mooring/core';
import type { Mutant } from './mutant.ts';

/** Promises that are not kept. */
export const promiseMutants: readonly Mutant[] = [
  { mistake: 'a promised capability is missing', caughtBy: 'promises', layer: without('copy') },
  {
    mistake: 'names are said to be longer than they can be',
    caughtBy: 'promises',
    layer: claiming((traits) => ({ maxNameLength: traits.maxNameLength + 1 })),
  },
  {
    mistake: 'a name is said to be refused that is stored',
    caughtBy: 'names',
    layer: claiming(({ checkName }) => ({
      checkName: (name) =>
        name.startsWith('.') ? { reason: 'reserved', message: 'is reserved' } : checkName(name),
    })),
  },
  {
    mistake: 'a name is said to be taken that is refused',
    caughtBy: 'names',
    layer: claiming(({ checkName }) => ({
      checkName: (name) => (name.endsWith(' ') ? undefined : checkName(name)),
    })),
  },
  {
    mistake: 'case is said to count where it does not',
    caughtBy: 'promises',
    layer: claiming(() => ({ caseSensitive: true })),
  },
  {
    mistake: 'a replacement is said to be possible that is refused',
    caughtBy: 'replace',
    layer: claiming(() => ({ atomicReplace: true })),
  },
];

function without(capability: 'copy'): StorageLayer {
  return <P extends StorageProvider>(provider: P) => {
    const { [capability]: _, ...rest } = provider;
    return rest as unknown as Layered<P>;
  };
}

function claiming(change: (traits: StorageTraits) => Partial<StorageTraits>): StorageLayer {
  return <P extends StorageProvider>(provider: P) => {
    const { traits } = provider;
    return { ...provider, traits: { ...traits, ...change(traits) } } as unknown as Layered<P>;
  };
}
