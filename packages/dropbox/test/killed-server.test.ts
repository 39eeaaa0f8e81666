import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  readBytes,
  retry,
  type StorageProviderWith,
  type UploadSession,
  withLayers,
} from '@mooring/core';
import { createDropboxProvider } from '@mooring/dropbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EmulatorProcess } from './server/emulator-process.ts';

let folder: string;
let emulator: EmulatorProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mooring-killed-'));
  emulator = await EmulatorProcess.start(folder);
}, 30_000);

afterAll(async () => {
  await emulator.kill();
  await rm(folder, { recursive: true });
});

const mebibyte = 1024 * 1024;
const chunkSize = 4 * mebibyte;
const bytes = Uint8Array.from({ length: 2 * chunkSize + 12_345 }, (_, index) => index % 251);

/** What a session upload consists of, for one kind of session. */
function stepsOf(
  { uploads }: StorageProviderWith<'uploads'>,
  path: `/${string}`,
  order: UploadSession['order'],
) {
  let session: UploadSession;
  const append = (offset: number) => async () => {
    const chunk = bytes.subarray(offset, offset + chunkSize);
    const close = offset + chunk.byteLength === bytes.byteLength;
    session = await uploads.append({ session: { ...session, offset }, chunk, close });
  };
  return [
    async () => {
      session = await uploads.start({ path, size: bytes.byteLength, order });
    },
    append(0),
    append(chunkSize),
    append(2 * chunkSize),
    () => uploads.finish({ session, path, mode: 'create' }),
  ];
}

const orders = ['sequential', 'parallel'] as const;
const moments = ['while it is under way', 'just after it'] as const;

for (const order of orders) {
  it.each(
    moments,
  )(`a ${order} upload arrives once and whole though the server is killed at every step, %s`, async (moment) => {
    const path = `/${order}, killed ${moment}` as const;
    const direct = createDropboxProvider({
      accessToken: emulator.accessToken,
      baseUrl: emulator.url,
    });
    const provider = withLayers(direct, retry({ attempts: 50, baseDelayMs: 20, maxDelayMs: 200 }));
    let entry: unknown;
    for (const step of stepsOf(provider, path, order)) {
      const running = moment === 'just after it' ? Promise.resolve(await step()) : step();
      const outcome = running.then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      await emulator.kill();
      await emulator.start();
      const result = await outcome;
      // The server was away for longer than the provider waits. Whoever made the call makes it again.
      if ('error' in result) expect(result.error).toMatchObject({ code: 'unavailable' });
      entry = 'error' in result ? await step() : result.value;
    }
    expect(await provider.stat({ path })).toEqual(entry);
    expect(Buffer.compare(await readBytes(provider, { path }), bytes)).toBe(0);
    expect((await provider.revisions.list({ path })).revisions.length).toBe(1);
    await direct.dispose?.();
  }, 90_000);
}
