import {
  cacheEntries,
  guard,
  OperationCounts,
  observe,
  rateLimit,
  readOnly,
  resumeReads,
  retry,
  type StorageLayer,
  type StoragePath,
  type StorageProvider,
  timeout,
  under,
  withLayers,
} from '@mooring/core';
import { createMemoryStore } from '@mooring/memory';

/**
 * What the layers cost: `stat` of the memory provider bare, behind each layer alone, and behind all of them. Rounds of all
 * variants alternate, so that a busy machine slows them alike; the figure is the median round.
 */
const rounds = 41;
const callsPerRound = 5000;

const counts = new OperationCounts();
const remembering = () => cacheEntries();
/** Remembers, and never finds it fresh: the whole way is gone each time. */
const forgetful = () => cacheEntries({ lifetimeMs: -1 });

/** In the order in which a program would list them. */
function layers(cache: () => StorageLayer): Readonly<Record<string, StorageLayer>> {
  return {
    guard: guard(),
    observe: observe(counts.record),
    cacheEntries: cache(),
    readOnly: readOnly(),
    resumeReads: resumeReads(),
    retry: retry(),
    rateLimit: rateLimit({ concurrency: 8, perSecond: 1_000_000_000 }),
    timeout: timeout(),
    under: under('/Apps/Mooring'),
  };
}

/** Every variant looks at the same entry, whose path is shorter when seen from its folder. */
interface Variant {
  readonly name: string;
  readonly provider: StorageProvider;
  readonly path: StoragePath;
}

const [path, pathBelow] = ['/Apps/Mooring/folder/file', '/folder/file'] as const;
const bare = createMemoryStore().connect();
await bare.write({ path, content: new Uint8Array(10), mode: 'create' });

const variants: readonly Variant[] = [
  { name: 'bare', provider: bare, path },
  ...Object.entries(layers(forgetful)).map(([name, layer]) => ({
    name,
    provider: withLayers(bare, layer),
    path: name === 'under' ? pathBelow : path,
  })),
  {
    name: 'all, entry not known',
    provider: withLayers(bare, ...Object.values(layers(forgetful))),
    path: pathBelow,
  },
  {
    name: 'all, entry known',
    provider: withLayers(bare, ...Object.values(layers(remembering))),
    path: pathBelow,
  },
];

const times = new Map(variants.map(({ name }) => [name, [] as number[]]));
for (let round = 0; round < rounds; round++) {
  for (const variant of variants) {
    const start = process.hrtime.bigint();
    for (let call = 0; call < callsPerRound; call++) {
      await variant.provider.stat({ path: variant.path });
    }
    const microseconds = Number(process.hrtime.bigint() - start) / 1000 / callsPerRound;
    times.get(variant.name)?.push(microseconds);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const base = median(times.get('bare') ?? []);
for (const [name, values] of times) {
  const time = median(values);
  const added = time - base;
  process.stdout.write(
    `${name.padEnd(22)} ${time.toFixed(2).padStart(6)} us a call   ` +
      `${(time / base).toFixed(2)}x   ${added.toFixed(2).padStart(5)} us added\n`,
  );
}
