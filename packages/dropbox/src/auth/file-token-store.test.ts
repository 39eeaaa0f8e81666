import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fileTokenStore } from './file-token-store.ts';
import { openTokenStore } from './open-token-store.ts';
import type { SavedSignIn } from './saved-sign-in.ts';

const signIn: SavedSignIn = {
  appKey: 'key',
  accountId: 'dbid:a',
  scopes: ['files.content.read'],
  refreshToken: 'refresh',
  accessToken: 'access',
  expiresAt: 1_800_000_000_000,
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mooring-tokens-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

it('keeps a sign-in where only its owner may read it', async () => {
  const path = join(folder, 'new', 'deep', 'tokens.json');
  const store = fileTokenStore(path);
  expect(await store.load()).toBeUndefined();
  await store.save(signIn);
  expect(await fileTokenStore(path).load()).toEqual(signIn);
  expect(await modeOf(path)).toBe('600');
  expect(await modeOf(join(folder, 'new', 'deep'))).toBe('700');
});

it('replaces a sign-in as a whole and leaves nothing else behind', async () => {
  const store = fileTokenStore(join(folder, 'tokens.json'));
  await store.save(signIn);
  await store.save({ ...signIn, accessToken: 'another' });
  expect((await store.load())?.accessToken).toBe('another');
  expect(await readdir(folder)).toEqual(['tokens.json']);
});

it('closes a file that others could read', async () => {
  const path = join(folder, 'tokens.json');
  await fileTokenStore(path).save(signIn);
  await chmod(path, 0o644);
  expect(await fileTokenStore(path).load()).toEqual(signIn);
  expect(await modeOf(path)).toBe('600');
});

it.each([
  '',
  'no json',
  '{}',
  '{"appKey":"key","refreshToken":7}',
])('says that a file is no sign-in, and keeps it: %j', async (text) => {
  const path = join(folder, 'tokens.json');
  await writeFile(path, text);
  await expect(fileTokenStore(path).load()).rejects.toMatchObject({ code: 'corrupt' });
  expect(await readFile(path, 'utf8')).toBe(text);
});

it('forgets', async () => {
  const store = fileTokenStore(join(folder, 'tokens.json'));
  await store.save(signIn);
  await store.clear();
  await store.clear();
  expect(await store.load()).toBeUndefined();
});

it('takes the file where it is preferred, and where a sign-in lies in it already', async () => {
  const preferred = await openTokenStore({ name: 'one', folder, prefer: 'file' });
  await preferred.save(signIn);
  expect(await readdir(folder)).toEqual(['dropbox-one.json']);
  const found = await openTokenStore({ name: 'one', folder });
  expect(found.place).toBe(preferred.place);
  expect(await found.load()).toEqual(signIn);
});

it('says in one line when there is no keyring', async () => {
  const notices: string[] = [];
  const store = await openTokenStore({
    name: 'test',
    folder,
    onNotice: (line) => notices.push(line),
  });
  // On a desktop the keyring is there, and then there is nothing to say.
  if (store.place === 'the desktop keyring') return expect(notices).toEqual([]);
  expect(notices).toEqual([expect.stringMatching(/^no desktop keyring: .*dropbox-test\.json/)]);
});

it('says what keeps it from its file', async () => {
  await writeFile(join(folder, 'file'), '');
  const store = fileTokenStore(join(folder, 'file', 'tokens.json'));
  for (const use of [() => store.load(), () => store.save(signIn), () => store.clear()]) {
    await expect(use()).rejects.toMatchObject({
      code: 'permission-denied',
      message: expect.stringMatching(/tokens\.json cannot be (read|written|removed): E/),
    });
  }
});

it.each(['', '../other', 'a/b', 'a b'])('is not kept under what is no name: %j', async (name) => {
  await expect(openTokenStore({ name, folder })).rejects.toMatchObject({ code: 'invalid-request' });
});
