import { createDropboxProvider, type DropboxProvider } from '@mooring/dropbox';
import { type DropboxEmulator, startDropboxEmulator } from '@mooring/dropbox-emulator';
import { afterAll, beforeAll, expect, it } from 'vitest';

let emulator: DropboxEmulator;
let provider: DropboxProvider;

/** The smallest PNG image: one pixel. */
const image = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const text = new TextEncoder().encode('no image');

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  const { accessToken } = emulator.account;
  provider = createDropboxProvider({ accessToken, baseUrl: emulator.url });
  await provider.write({ path: '/image.png', content: image, mode: 'create' });
  await provider.write({ path: '/text.txt', content: text, mode: 'create' });
});

afterAll(async () => {
  await provider.dispose?.();
  await emulator.close();
});

function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8;
}

it('a temporary link gives the file to whoever has it', async () => {
  const { url, expiresAt, entry } = await provider.extras.temporaryLink({ path: '/text.txt' });
  expect(entry.name).toBe('text.txt');
  expect(expiresAt - Date.now()).toBeGreaterThan(3 * 60 * 60_000);
  expect(new Uint8Array(await (await fetch(url)).arrayBuffer())).toEqual(text);
  await expect(provider.extras.temporaryLink({ path: '/missing' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

it('a thumbnail is a small picture, in the form that was asked for', async () => {
  const jpeg = await provider.extras.thumbnail({ path: '/image.png', size: '32x32' });
  expect(isJpeg(jpeg)).toBe(true);
  const png = await provider.extras.thumbnail({ path: '/image.png', format: 'png' });
  expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG');
  await expect(provider.extras.thumbnail({ path: '/text.txt' })).rejects.toMatchObject({
    code: 'unsupported',
  });
});

it('many thumbnails come in few requests, and one may fail alone', async () => {
  emulator.requests.reset();
  const requests = Array.from({ length: 60 }, (_, index) => ({
    path: index === 30 ? ('/text.txt' as const) : ('/image.png' as const),
  }));
  const outcomes = await provider.extras.thumbnails({ requests });
  expect(emulator.requests.total.requests).toBe(3);
  expect(outcomes.length).toBe(60);
  for (const [index, outcome] of outcomes.entries()) {
    if (index === 30) expect(outcome).toMatchObject({ error: { code: 'unsupported' } });
    else expect(outcome.status === 'done' && isJpeg(outcome.value)).toBe(true);
  }
});
