import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPeerBench, type PeerBench } from './run-peer.ts';

let bench: PeerBench;

const files = {
  'one.txt': 'one',
  'empty.txt': '',
  'Sub folder/two.bin': randomBytes(70_000),
  'Sub folder/Ünï cödé/文書.txt': 'text',
  'Sub folder/quote "and" more.txt': 'x',
};

beforeAll(async () => {
  bench = await openPeerBench();
  for (const [path, content] of Object.entries(files)) {
    const file = join(bench.folder, 'source', path);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, content);
  }
  await rclone('copy', '--checksum', 'source', 'emulator:kept');
});

afterAll(() => bench[Symbol.asyncDispose]());

const rclone = (...args: string[]) => bench.output('rclone', ...args);
const lines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .sort();

/** Fails unless both sides hold the same bytes, by the hashes that the server tells. */
const check = (one: string, other: string) => rclone('check', one, other);

describe('rclone', () => {
  it('lists from the root, recursively', async () => {
    const listed = lines(await rclone('lsf', '-R', 'emulator:'));
    expect(listed).toEqual(
      [
        'kept/',
        'kept/Sub folder/',
        'kept/Sub folder/Ünï cödé/',
        ...Object.keys(files).map((path) => `kept/${path}`),
      ].sort(),
    );
  });

  it('copies there and back by checksum', async () => {
    await check('source', 'emulator:kept');
    await rclone('copy', '--checksum', 'emulator:kept', 'back');
    for (const [path, content] of Object.entries(files)) {
      const back = await readFile(join(bench.folder, 'back', path));
      expect(back.equals(Buffer.from(content))).toBe(true);
    }
    const again = await bench.run('rclone', 'copy', '-v', '--checksum', 'source', 'emulator:kept');
    expect(again.stderr).toContain('There was nothing to transfer');
  });

  it.each(['sync', 'async', 'off'])('uploads in batch mode %s', async (mode) => {
    const target = `emulator:batch ${mode}`;
    await rclone('copy', '--dropbox-batch-mode', mode, 'source', target);
    await check('source', target);
  });

  it('uploads 300 MB in chunks, and reads it back', async () => {
    const file = await open(join(bench.folder, 'large.bin'), 'w');
    const piece = randomBytes(10_000_019);
    for (let count = 0; count < 30; count++) await file.write(piece);
    await file.close();
    await rclone('copyto', '--dropbox-chunk-size', '16M', 'large.bin', 'emulator:large/large.bin');
    expect(bench.emulator.requests.of('files/upload_session/append_v2').requests).toBeGreaterThan(
      15,
    );
    await rclone('copyto', 'emulator:large/large.bin', 'large back.bin');
    await bench.output('cmp', 'large.bin', 'large back.bin');
  });

  it('moves and copies on the server', async () => {
    await rclone('copy', 'source', 'emulator:relocation');
    bench.emulator.requests.reset();
    await rclone('copy', 'emulator:relocation', 'emulator:copied');
    await rclone('move', 'emulator:relocation', 'emulator:moved');
    await rclone('moveto', 'emulator:moved/one.txt', 'emulator:moved/renamed.txt');
    expect(bench.emulator.requests.of('files/download').requests).toBe(0);
    await check('source', 'emulator:copied');
    const moved = lines(await rclone('lsf', 'emulator:moved'));
    expect(moved).toEqual(['Sub folder/', 'empty.txt', 'renamed.txt']);
    expect(lines(await rclone('lsf', '--files-only', '-R', 'emulator:moved'))).toHaveLength(5);
  });

  it('deletes a file, the files of a folder, and a folder', async () => {
    await rclone('copy', 'source', 'emulator:gone');
    await rclone('deletefile', 'emulator:gone/one.txt');
    await rclone('delete', 'emulator:gone/Sub folder');
    expect(lines(await rclone('lsf', '-R', '--files-only', 'emulator:gone'))).toEqual([
      'empty.txt',
    ]);
    await rclone('purge', 'emulator:gone');
    expect(lines(await rclone('lsf', 'emulator:'))).not.toContain('gone/');
  });

  it('makes the other side the same, deletions included', async () => {
    await rclone('copy', 'source', 'emulator:same');
    await rclone('copyto', 'source/one.txt', 'emulator:same/surplus.txt');
    await rclone('sync', 'source', 'emulator:same');
    await check('source', 'emulator:same');
  });

  it('makes and removes folders', async () => {
    await rclone('mkdir', 'emulator:made/deep');
    expect(lines(await rclone('lsf', '-R', 'emulator:made'))).toEqual(['deep/']);
    await rclone('rmdirs', 'emulator:made');
    expect(lines(await rclone('lsf', 'emulator:'))).not.toContain('made/');
  });

  it('tells of the space, of links and of hashes', async () => {
    const about = JSON.parse(await rclone('about', '--json', 'emulator:'));
    expect(about.total).toBe(2 * 1024 ** 4);
    expect(about.used).toBeGreaterThan(0);
    const link = await rclone('link', 'emulator:kept/one.txt');
    expect(link).toMatch(/^https:\/\/www\.dropbox\.com\/scl\/fi\//);
    const hash = await rclone('hashsum', 'dropbox', 'emulator:kept/empty.txt');
    expect(hash).toContain('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('tells of each file in JSON, with its hash', async () => {
    const listed = await rclone('lsjson', '-R', '--hash', '--files-only', 'emulator:kept');
    const entries = JSON.parse(listed) as { Path: string; Size: number; Hashes: object }[];
    expect(entries.map(({ Path }) => Path).sort()).toEqual(Object.keys(files).sort());
    for (const { Path, Hashes } of entries) {
      const local = await rclone('hashsum', 'dropbox', join('source', Path));
      expect(local).toContain((Hashes as { dropbox: string }).dropbox);
    }
  });

  it('touches a new file, and keeps the times of those that it copies', async () => {
    await rclone('touch', 'emulator:touched.txt');
    expect(await rclone('size', '--json', 'emulator:touched.txt')).toContain('"bytes":0');
    await writeFile(join(bench.folder, 'old.txt'), 'old');
    const then = new Date('2020-02-03T04:05:06Z');
    await utimes(join(bench.folder, 'old.txt'), then, then);
    await rclone('copyto', 'old.txt', 'emulator:old.txt');
    const [entry] = JSON.parse(await rclone('lsjson', 'emulator:old.txt'));
    expect(Date.parse(entry.ModTime)).toBe(then.getTime());
  });

  it('keeps two sides the same, whichever changes', async () => {
    await rclone('copy', 'source', 'both');
    await rclone('mkdir', 'emulator:both');
    const bisync = (...args: string[]) =>
      rclone('bisync', '--workdir', 'bisync state', ...args, 'both', 'emulator:both');
    await bisync('--resync');
    await check('both', 'emulator:both');
    await writeFile(join(bench.folder, 'both', 'new here.txt'), 'here');
    await rclone('copyto', 'source/one.txt', 'emulator:both/new there.txt');
    await rclone('deletefile', 'emulator:both/empty.txt');
    await bisync();
    await check('both', 'emulator:both');
    expect((await readdir(join(bench.folder, 'both'))).sort()).toEqual([
      'Sub folder',
      'new here.txt',
      'new there.txt',
      'one.txt',
    ]);
  });

  it('finds by trying what names there can be', async () => {
    const found = await bench.output(
      'rclone',
      'test',
      'info',
      '--all',
      '--upload-wait',
      '0',
      '--dropbox-batch-mode',
      'off',
      'emulator:probed',
    );
    // As rclone has recorded it of the service itself: 255 units of UTF-16, nothing beyond the basic plane.
    expect(found.replaceAll(/\s+/g, ' ')).toContain(
      "stringNeedsEscaping = []rune{ '/', '\\x00' } " +
        'maxFileLength = 255 // for 1 byte unicode characters ' +
        'maxFileLength = 255 // for 2 byte unicode characters ' +
        'maxFileLength = 255 // for 3 byte unicode characters ' +
        'maxFileLength = -1 // for 4 byte unicode characters ' +
        'canWriteUnnormalized = true canReadUnnormalized = true canReadRenormalized = true ' +
        'canStream = true',
    );
  });

  it('reads a part of a file, and writes a file from a stream', async () => {
    const part = await rclone('cat', '--offset', '1', '--count', '2', 'emulator:kept/one.txt');
    expect(part).toBe('ne');
    await bench.output('sh', '-c', 'printf streamed | rclone rcat emulator:streamed.txt');
    expect(await rclone('cat', 'emulator:streamed.txt')).toBe('streamed');
  });

  it('waits and goes on when the service says that it is too much', async () => {
    bench.emulator.faults.add(
      { route: 'files/upload_session/start', fault: { kind: 'rate-limit', retryAfter: 1 } },
      {
        route: 'files/upload_session/finish_batch_v2',
        fault: { kind: 'rate-limit', reason: 'too_many_write_operations' },
      },
      { route: 'files/list_folder', fault: { kind: 'status', status: 503 } },
    );
    await rclone('copy', 'source', 'emulator:patient');
    await check('source', 'emulator:patient');
    expect(bench.emulator.faults.pending).toEqual([]);
  });

  it('keeps within the number of requests that the service allows', async () => {
    bench.emulator.setConditions({ rateLimit: { requests: 4, period: 1, retryAfter: 1 } });
    let refusals = 0;
    const stop = bench.emulator.requests.onRequest(({ status }) => {
      if (status === 429) refusals++;
    });
    await rclone('copy', '--dropbox-batch-mode', 'off', 'source', 'emulator:limited');
    bench.emulator.resetConditions();
    stop();
    expect(refusals).toBeGreaterThan(0);
    await check('source', 'emulator:limited');
  });
});
