import { execFile } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { EmulatorProcess } from '../test/server/emulator-process.ts';
import type { ClientReport } from './client-report.ts';
import { Curl } from './curl.ts';

/**
 * One file up and down, by curl and by the provider in turn, on one emulator. Fails when the best run of the provider is
 * slower than 0.8 of the best run of curl, or when its process ever holds 200 MB.
 */

const leastShare = 0.8;
const mostMemory = 200 * 1000 * 1000;
const mebibyte = 1024 * 1024;

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '1024' },
    rounds: { type: 'string', default: '3' },
  },
});
const size = Number(values.size) * mebibyte;
const rounds = Number(values.rounds);

const folder = await mkdtemp(join(tmpdir(), 'mooring-bench-'));
const file = join(folder, 'source.bin');
try {
  await writeNoise();
  await using emulator = await EmulatorProcess.start(join(folder, 'state'));
  await measure(emulator);
} finally {
  await rm(folder, { recursive: true });
}

async function measure(emulator: EmulatorProcess): Promise<void> {
  const curl = await Curl.prepare(emulator.url, emulator.accessToken, file, size);
  const curlUp: number[] = [];
  const curlDown: number[] = [];
  const up: ClientReport[] = [];
  const down: ClientReport[] = [];
  for (let round = 0; round < rounds; round++) {
    curlUp.push(await timed(() => curl.up()));
    up.push(await runClient(emulator, 'up'));
    curlDown.push(await timed(() => curl.down()));
    down.push(await runClient(emulator, 'down'));
  }
  report('up', curlUp, up);
  report('down', curlDown, down);
}

async function writeNoise(): Promise<void> {
  await using target = await open(file, 'wx');
  const block = Buffer.alloc(mebibyte);
  for (let written = 0; written < size; written += block.byteLength) {
    await target.write(randomFillSync(block));
  }
}

async function runClient(
  { url, accessToken }: EmulatorProcess,
  direction: 'up' | 'down',
): Promise<ClientReport> {
  const client = await readFile(join(import.meta.dirname, 'transfer-client.ts'), 'utf8');
  // It runs what is published, and nothing that has to be compiled first: a compiler would count as memory.
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      ...['--input-type=module', '--eval', stripTypeScriptTypes(client)],
      ...[direction, url, accessToken, file],
    ],
    { cwd: import.meta.dirname },
  );
  return JSON.parse(stdout) as ClientReport;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

function report(
  direction: string,
  curl: readonly number[],
  provider: readonly ClientReport[],
): void {
  const best = {
    curl: Math.min(...curl),
    provider: Math.min(...provider.map((one) => one.seconds)),
  };
  const share = best.curl / best.provider;
  const peak = Math.max(...provider.map(({ peakBytes }) => peakBytes));
  const speed = (seconds: number) => `${(size / 1e6 / seconds).toFixed(0)} MB/s`;
  process.stdout.write(
    `${direction.padEnd(4)}  curl ${speed(best.curl)}, provider ${speed(best.provider)} ` +
      `(${share.toFixed(2)} of it), peak memory ${(peak / 1e6).toFixed(0)} MB\n`,
  );
  if (share < leastShare || peak > mostMemory) process.exitCode = 1;
}
