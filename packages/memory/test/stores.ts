import type { ContractOptions, StorageUnderTest } from '@mooring/contract';
import {
  type Clock,
  cacheEntries,
  capabilities,
  guard,
  observe,
  rateLimit,
  resumeReads,
  retry,
  type StorageLayer,
  systemClock,
  timeout,
  under,
  withLayers,
} from '@mooring/core';
import { caseSensitiveTraits, createMemoryStore } from '@mooring/memory';

/** A store to judge, and what it promises. */
export interface JudgedStore {
  readonly name: string;
  open(): Promise<StorageUnderTest>;
  readonly options: ContractOptions;
}

/** Two devices on one memory store. */
export async function openMemory(
  options?: Parameters<typeof createMemoryStore>[0],
): Promise<StorageUnderTest> {
  const store = createMemoryStore(options);
  const provider = store.connect();
  return { provider, outsider: store.connect(), failNext: provider.failNext };
}

let skippedMs = 0;

/** A clock on which every pause is over at once, so that a test need not wait for it. */
const hastyClock: Clock = {
  now: () => systemClock.now() + skippedMs,
  startTimer: (milliseconds, callback) =>
    systemClock.startTimer(0, () => {
      skippedMs += milliseconds;
      callback();
    }),
};

/** Every layer that leaves a store usable and shows it as it is, outermost first, with the cache between the two halves. */
const outer: readonly StorageLayer[] = [guard(), observe(() => undefined)];
const inner: readonly StorageLayer[] = [
  resumeReads({ clock: hastyClock }),
  retry({ clock: hastyClock }),
  rateLimit({ concurrency: 4, clock: hastyClock }),
  timeout(),
];

/** Behind the cache as well: what the other device does may show a little late. */
export function openLayered(): Promise<StorageUnderTest> {
  return openBehind([...outer, cacheEntries(), ...inner]);
}

export function openLayeredWithoutCache(): Promise<StorageUnderTest> {
  return openBehind([...outer, ...inner]);
}

async function openBehind(layers: readonly StorageLayer[]): Promise<StorageUnderTest> {
  const { provider, outsider, failNext } = await openMemory();
  await outsider.createFolder({ path: '/Apps/Mooring' });
  const below = under('/Apps/Mooring');
  return {
    provider: withLayers(provider, ...layers, below),
    outsider: withLayers(outsider, below),
    ...(failNext === undefined ? {} : { failNext }),
  };
}

const sentAgain = 'the retry layer sends the request again before anybody sees the fault';

export const memoryStores: readonly JudgedStore[] = [
  { name: 'memory', open: () => openMemory(), options: { capabilities } },
  {
    name: 'memory, case-sensitive',
    open: () => openMemory({ traits: caseSensitiveTraits }),
    options: { capabilities },
  },
  {
    name: 'memory under every layer',
    open: openLayered,
    options: {
      capabilities,
      exempt: {
        'uploads: a chunk whose answer was lost can be sent again': sentAgain,
        'errors: of too many requests say when to come back, and nothing was done': sentAgain,
        'errors: of too many requests reach readers too': sentAgain,
        'errors: of a request that never arrived leave the store as it was': sentAgain,
        'errors: of a broken body come from the body, which never just ends':
          'the resumeReads layer takes the body up again where it broke',
      },
    },
  },
];
