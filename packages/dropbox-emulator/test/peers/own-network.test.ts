import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPeerBench, type PeerBench } from './run-peer.ts';

let bench: PeerBench;

beforeAll(async () => {
  bench = await openPeerBench();
});

afterAll(() => bench[Symbol.asyncDispose]());

it('plays Dropbox in a network of its own, where the names of the hosts lead to it', async () => {
  const script = new URL('own-network.sh', import.meta.url).pathname;
  const command = new URL('../../src/main.ts', import.meta.url).pathname;
  const printed = await bench.output(
    'unshare',
    '--map-root-user',
    '--net',
    '--mount',
    'bash',
    script,
    process.execPath,
    '--conditions=@mooring/source',
    '--disable-warning=ExperimentalWarning',
    command,
  );
  expect(printed.trimEnd().split('\n')).toEqual(['copied.txt', 'copied', '127.0.0.1:443']);
});
