import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDropboxProvider, type DropboxProvider } from '@mooring/dropbox';
import { type DropboxEmulator, startDropboxEmulator } from '@mooring/dropbox-emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let emulator: DropboxEmulator;
let provider: DropboxProvider;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mooring-content-'));
  emulator = await startDropboxEmulator();
  const { accessToken } = emulator.account;
  provider = createDropboxProvider({ accessToken, baseUrl: emulator.url });
});

afterAll(async () => {
  await provider.dispose?.();
  await emulator.close();
  await rm(folder, { recursive: true });
});

/** A file that has changed since it was opened, as one that somebody works on. */
async function changedFile(size: number): Promise<Blob> {
  const path = join(folder, `${size}`);
  await writeFile(path, new Uint8Array(size));
  const blob = await openAsBlob(path);
  await truncate(path, size - 1);
  return blob;
}

const mebibyte = 1024 * 1024;

const refusal = {
  code: 'invalid-request',
  retryable: false,
  mayHaveApplied: false,
  message: expect.stringContaining('content cannot be read'),
};

describe.each([
  ['small', 100],
  ['large', 17 * mebibyte],
])('a %s file that changes while it is read', (size, length) => {
  it('is not written, and no service is blamed', async () => {
    const content = await changedFile(length);
    const path = `/${size}` as const;
    await expect(provider.write({ path, content, mode: 'create' })).rejects.toMatchObject(refusal);
    expect((await provider.list({ path: '/' })).entries).toEqual([]);
  });

  it('is no chunk of an upload', async () => {
    const chunk = await changedFile(length);
    const session = await provider.uploads.start({ path: '/chunk' });
    await expect(provider.uploads.append({ session, chunk })).rejects.toMatchObject(refusal);
  });
});

it('a file that changes between two looks at it is told as such', async () => {
  let opened = 0;
  class Changing extends Blob {
    override stream() {
      if (opened++ === 0) return super.stream();
      return new ReadableStream<Uint8Array<ArrayBuffer>>({
        start(controller) {
          controller.enqueue(new Uint8Array(1000));
          controller.error(new DOMException('The blob could not be read', 'NotReadableError'));
        },
      });
    }
  }
  const content = new Changing([new Uint8Array(17 * mebibyte)]);
  const write = provider.write({ path: '/changing', content, mode: 'create' });
  await expect(write).rejects.toMatchObject(refusal);
  expect(opened).toBe(2);
});

it('fails alone in a batch', async () => {
  const content = new Uint8Array(10);
  const outcomes = await provider.batch.writeMany({
    requests: [
      { path: '/batch/1', content, mode: 'create' },
      { path: '/batch/2', content: await changedFile(50), mode: 'create' },
      { path: '/batch/3', content, mode: 'create' },
    ],
  });
  expect(outcomes).toMatchObject([
    { status: 'done' },
    { status: 'failed', error: refusal },
    { status: 'done' },
  ]);
});
