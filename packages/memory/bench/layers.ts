import { execFileSync } from 'node:child_process';
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
 * What the layers cost: `stat` of the memory provider bare, behind each layer alone, and behind all of them. A program has
 * one set of layers, and the engine optimises for what it sees, so each variant is measured in processes of its own. They
 * take turns, and the figure is that of the fastest round: what else the machine does can only slow one down.
 */
const turns = 3;
const roundsPerTurn = 40;
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

/** Microseconds a call, round by round. */
async function measure({ provider, path }: Variant): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < roundsPerTurn; round++) {
    const start = process.hrtime.bigint();
    for (let call = 0; call < callsPerRound; call++) await provider.stat({ path });
    times.push(Number(process.hrtime.bigint() - start) / 1000 / callsPerRound);
  }
  return times;
}

function measureElsewhere(name: string): readonly number[] {
  const [, file = ''] = process.argv;
  const output = execFileSync(process.execPath, [...process.execArgv, file, name]);
  return JSON.parse(output.toString()) as readonly number[];
}

function compareAll(): void {
  const times = new Map(variants.map(({ name }) => [name, [] as number[]]));
  for (let turn = 0; turn < turns; turn++) {
    for (const [name, values] of times) values.push(...measureElsewhere(name));
  }
  const base = Math.min(...(times.get('bare') ?? []));
  for (const [name, values] of times) {
    const time = Math.min(...values);
    const added = time - base;
    process.stdout.write(
      `${name.padEnd(22)} ${time.toFixed(2).padStart(6)} us a call   ` +
        `${(time / base).toFixed(2)}x   ${added.toFixed(2).padStart(5)} us added\n`,
    );
  }
}

const [, , only] = process.argv;
const variant = variants.find(({ name }) => name === only);
if (variant === undefined) compareAll();
else process.stdout.write(JSON.stringify(await measure(variant)));
