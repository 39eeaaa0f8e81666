import { EmulatorProcess } from './emulator-process.ts';
import { quantile } from './quantile.ts';

const pageSize = 2000;
const seedBatch = 20_000;

interface Page {
  readonly entries: readonly unknown[];
  readonly cursor: string;
  readonly has_more: boolean;
}

/** A recursive listing of an account with so many files, in the largest pages that there are. */
export async function listRecursively(files: number, ...args: string[]): Promise<string> {
  const emulator = await EmulatorProcess.start(...args);
  const seedStart = performance.now();
  for (let first = 0; first < files; first += seedBatch) {
    const count = Math.min(seedBatch, files - first);
    await emulator.seed(Array.from({ length: count }, (_, index) => entryOf(first + index)));
  }
  const seedSeconds = (performance.now() - seedStart) / 1000;
  const times: number[] = [];
  const timed = async (route: string, argument: unknown): Promise<Page> => {
    const { result, milliseconds } = await emulator.timed<Page>(route, argument);
    times.push(milliseconds);
    return result;
  };
  const argument = { path: '', recursive: true, limit: pageSize };
  const processorStart = await emulator.processorTime();
  let page = await timed('files/list_folder', argument);
  let entries = page.entries.length;
  while (page.has_more) {
    page = await timed('files/list_folder/continue', { cursor: page.cursor });
    entries += page.entries.length;
  }
  const total = times.reduce((sum, time) => sum + time, 0) / 1000;
  const processor = ((await emulator.processorTime()) - processorStart) / times.length;
  const memory = await emulator.peakMemory();
  await emulator.stop();
  const [median, p95, longest] = [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(1));
  return (
    `recursive listing of ${entries} entries: ${total.toFixed(1)} s in ${times.length} pages of ` +
    `${pageSize}, each ${median} ms (median), ${p95} ms (95 %), ${longest} ms (longest) as the client ` +
    `sees it, and ${processor.toFixed(1)} ms of the server's processor time; seeded in ${seedSeconds.toFixed(0)} s, peak memory ${memory} MB`
  );
}

function entryOf(number: number): unknown {
  const path = `/Projects/Area ${number % 100}/Folder ${Math.floor(number / 100) % 200}/Document ${number}.txt`;
  return { kind: 'generated', path, size: number % 10_000, seed: number % 1000 };
}
