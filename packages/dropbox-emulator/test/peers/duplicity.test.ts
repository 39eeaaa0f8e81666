import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPeerBench } from './run-peer.ts';

it('backs up with duplicity in volumes, in increments, and gets everything back', async () => {
  await using bench = await openPeerBench();
  const token = `DPBX_ACCESS_TOKEN=${bench.emulator.account.accessToken}`;
  const duplicity = (...args: string[]) =>
    bench.output('env', token, 'duplicity', ...args, '--no-encryption');
  const source = join(bench.folder, 'source');
  await mkdir(source);
  await writeFile(join(source, 'large'), crypto.getRandomValues(Buffer.alloc(60_000)));
  await writeFile(join(source, 'Ünï cödé'), 'text');
  await duplicity('source', 'dpbx:///Backup', '--archive-dir', 'archive', '--volsize', '1');
  await appendFile(join(source, 'Ünï cödé'), ', and more');
  await duplicity('source', 'dpbx:///Backup', '--archive-dir', 'archive');
  const status = await duplicity('collection-status', 'dpbx:///Backup', '--archive-dir', 'archive');
  expect(status).toMatch(/Full .*\n.*Incremental /);
  // A machine that has nothing but the address.
  await duplicity('restore', 'dpbx:///Backup', 'restored', '--archive-dir', 'new archive');
  await bench.output('diff', '-r', 'source', 'restored');
  expect(await readFile(join(bench.folder, 'restored', 'Ünï cödé'), 'utf8')).toBe('text, and more');
});
