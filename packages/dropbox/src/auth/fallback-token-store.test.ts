import { expect, it } from 'vitest';
import { memoryTokenStore } from '../../test/auth/memory-token-store.ts';
import { fallbackTokenStore } from './fallback-token-store.ts';
import type { SavedSignIn } from './saved-sign-in.ts';

const signIn: SavedSignIn = {
  appKey: 'key',
  accountId: 'dbid:a',
  scopes: [],
  refreshToken: 'refresh',
  accessToken: 'access',
  expiresAt: 0,
};

function setUp(saving: () => Promise<void> = () => Promise.reject(new Error('it is locked'))) {
  const notices: string[] = [];
  const keyring = memoryTokenStore();
  const first = { ...keyring, place: 'the keyring', save: saving };
  const second = { ...memoryTokenStore(), place: 'a file' };
  const store = fallbackTokenStore(first, second, (line) => notices.push(line));
  return { store, keyring, second, notices };
}

it('keeps the sign-in in the first store where that works', async () => {
  const saved: string[] = [];
  const { store, second, notices } = setUp(async () => {
    saved.push('first');
  });
  await store.save(signIn);
  expect(saved).toEqual(['first']);
  expect(await second.load()).toBeUndefined();
  expect(store.place).toBe('the keyring');
  expect(notices).toEqual([]);
});

it('keeps it in the second one once the first has refused it, and says so', async () => {
  const { store, second, notices } = setUp();
  expect(store.place).toBe('the keyring');
  await store.save(signIn);
  expect(store.place).toBe('a file');
  expect(await store.load()).toEqual(signIn);
  expect(await second.load()).toEqual(signIn);
  await store.save({ ...signIn, accessToken: 'next' });
  expect((await store.load())?.accessToken).toBe('next');
  expect(notices).toEqual([
    'it is locked. The sign-in is kept in a file, which only you may read.',
  ]);
});

it('forgets in both', async () => {
  const { store, keyring, second } = setUp();
  await keyring.save({ ...signIn, accessToken: 'older' });
  await store.save(signIn);
  await store.clear();
  expect(await keyring.load()).toBeUndefined();
  expect(await second.load()).toBeUndefined();
});
