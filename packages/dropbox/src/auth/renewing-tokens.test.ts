import { ManualClock, StorageError } from '@mooring/core';
import { describe, expect, it } from 'vitest';
import { createRenewingTokens } from './renewing-tokens.ts';
import type { SavedSignIn } from './saved-sign-in.ts';
import type { TokenEndpoint, TokenGrant } from './token-endpoint.ts';
import type { TokenStore } from './token-store.ts';

const app = { key: 'key' };
const hour = 60 * 60_000;

/** A sign-in, a store and an endpoint that grants what the test says. */
function setUp(grant: (refreshToken: string, count: number) => TokenGrant | Promise<TokenGrant>) {
  const clock = new ManualClock();
  const signIn: SavedSignIn = {
    appKey: 'key',
    accountId: 'dbid:a',
    scopes: [],
    refreshToken: 'refresh 1',
    accessToken: 'access 0',
    expiresAt: clock.now() + 4 * hour,
  };
  const asked: string[] = [];
  const notices: string[] = [];
  const saved: SavedSignIn[] = [];
  const endpoint: TokenEndpoint = {
    exchangeCode: () => Promise.reject(new Error('no code here')),
    async refresh(_, refreshToken) {
      asked.push(refreshToken);
      return grant(refreshToken, asked.length);
    },
  };
  const store: TokenStore = {
    place: 'memory',
    load: async () => saved.at(-1) ?? signIn,
    save: async (value) => {
      saved.push(value);
    },
    clear: () => Promise.resolve(),
  };
  const onNotice = (line: string) => notices.push(line);
  const tokens = createRenewingTokens({ app, signIn, store, endpoint, clock, onNotice });
  return { tokens, clock, asked, notices, saved, store, signIn };
}

const numbered = (_: string, count: number) => ({
  accessToken: `access ${count}`,
  expiresIn: 14_400,
});

const revoked = () => {
  throw new StorageError('unauthenticated', 'revoked');
};

const unreachable = () => {
  throw new StorageError('unavailable', 'no network');
};

it('uses a token until shortly before its end, and then another', async () => {
  const { tokens, clock, asked, saved } = setUp(numbered);
  expect(await tokens.accessToken()).toBe('access 0');
  await clock.advance(4 * hour - 6 * 60_000);
  expect(await tokens.accessToken()).toBe('access 0');
  expect(asked).toEqual([]);
  await clock.advance(2 * 60_000);
  expect(await tokens.accessToken()).toBe('access 1');
  expect(saved.at(-1)).toMatchObject({ accessToken: 'access 1', refreshToken: 'refresh 1' });
  await clock.advance(2 * hour);
  expect(await tokens.accessToken()).toBe('access 1');
  expect(asked).toEqual(['refresh 1']);
});

it('asks once for all who need a new one at the same time', async () => {
  const { tokens, clock, asked } = setUp(numbered);
  await clock.advance(5 * hour);
  const got = await Promise.all(Array.from({ length: 100 }, () => tokens.accessToken()));
  expect(new Set(got)).toEqual(new Set(['access 1']));
  expect(asked.length).toBe(1);
});

it('asks once for all that were refused with one token, early or late', async () => {
  const { tokens, asked } = setUp(numbered);
  const early = Array.from({ length: 50 }, () => tokens.replaceToken('access 0'));
  expect(new Set(await Promise.all(early))).toEqual(new Set(['access 1']));
  expect(await tokens.replaceToken('access 0')).toBe('access 1');
  expect(asked.length).toBe(1);
});

it('does not take the renewal from the others when one gives up', async () => {
  const granted = Promise.withResolvers<TokenGrant>();
  const { tokens, clock } = setUp(() => granted.promise);
  await clock.advance(5 * hour);
  const controller = new AbortController();
  const reason = new Error('given up');
  const one = expect(tokens.accessToken(controller.signal)).rejects.toBe(reason);
  const other = tokens.accessToken();
  controller.abort(reason);
  await one;
  granted.resolve({ accessToken: 'access 1', expiresIn: 14_400 });
  expect(await other).toBe('access 1');
});

it('keeps a token for most of its life, however short that is', async () => {
  const { tokens, clock, asked } = setUp((_, count) => ({
    accessToken: `access ${count}`,
    expiresIn: 60,
  }));
  await clock.advance(5 * hour);
  for (let call = 0; call < 5; call++) {
    expect(await tokens.accessToken()).toBe('access 1');
    await clock.advance(9_000);
  }
  expect(asked.length).toBe(1);
  await clock.advance(10_000);
  expect(await tokens.accessToken()).toBe('access 2');
});

describe('when the service cannot be reached', () => {
  it('a token that is still good is used on', async () => {
    const { tokens, clock } = setUp(unreachable);
    await clock.advance(4 * hour - 60_000);
    expect(await tokens.accessToken()).toBe('access 0');
  });

  it('a token that is still good is not renewed by each call that uses it', async () => {
    const { tokens, clock, asked } = setUp(unreachable);
    await clock.advance(4 * hour - 4 * 60_000);
    for (let call = 0; call < 10; call++) await tokens.accessToken();
    expect(asked.length).toBe(1);
    await clock.advance(60_000);
    await tokens.accessToken();
    expect(asked.length).toBe(2);
  });

  it('a pause that the service asks for is kept', async () => {
    const { tokens, clock, asked } = setUp(() => {
      const details = { retryAfterMs: 150_000 };
      throw new StorageError('rate-limited', 'too many', { details });
    });
    await clock.advance(4 * hour - 4 * 60_000);
    await tokens.accessToken();
    await clock.advance(149_000);
    await tokens.accessToken();
    expect(asked.length).toBe(1);
    await clock.advance(1000);
    await tokens.accessToken();
    expect(asked.length).toBe(2);
  });

  it('a token that has ended is not', async () => {
    const { tokens, clock } = setUp(unreachable);
    await clock.advance(4 * hour);
    await expect(tokens.accessToken()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('the next call tries again', async () => {
    const { tokens, clock } = setUp((_, count) =>
      count === 1 ? unreachable() : { accessToken: 'access 2', expiresIn: 14_400 },
    );
    await clock.advance(5 * hour);
    await expect(tokens.accessToken()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await tokens.accessToken()).toBe('access 2');
  });
});

describe('a sign-in that was revoked', () => {
  it('is told once, and not asked about again', async () => {
    const { tokens, asked, notices } = setUp(revoked);
    await expect(tokens.replaceToken('access 0')).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    await expect(tokens.accessToken()).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(tokens.accessToken()).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(asked).toEqual(['refresh 1']);
    expect(notices.length).toBe(1);
  });

  it('gives way to a new one of another process', async () => {
    const { tokens, asked, notices, store, signIn } = setUp((refreshToken) =>
      refreshToken === 'refresh 1' ? revoked() : { accessToken: 'new', expiresIn: 14_400 },
    );
    await expect(tokens.replaceToken('access 0')).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    await store.save({ ...signIn, refreshToken: 'refresh 2' });
    expect(await tokens.accessToken()).toBe('new');
    expect(asked).toEqual(['refresh 1', 'refresh 2']);
    expect(notices.length).toBe(1);
  });
});

it('that another process has replaced by one that is revoked too is told once', async () => {
  const { tokens, asked, notices, store, signIn } = setUp(revoked);
  await store.save({ ...signIn, refreshToken: 'refresh 2' });
  for (let call = 0; call < 3; call++) {
    await expect(tokens.replaceToken('access 0')).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  }
  expect(asked).toEqual(['refresh 1', 'refresh 2']);
  expect(notices.length).toBe(1);
});

it('keeps a refresh token that the service has changed, and says so', async () => {
  const { tokens, saved, notices } = setUp((_, count) => ({
    accessToken: `access ${count}`,
    expiresIn: 14_400,
    refreshToken: 'refresh 2',
  }));
  await tokens.replaceToken('access 0');
  expect(saved.at(-1)?.refreshToken).toBe('refresh 2');
  await tokens.replaceToken('access 1');
  expect(notices).toEqual([
    'Dropbox has replaced the sign-in. The new one is saved in memory; copies of the old one are of no use any more.',
  ]);
});

it('says when it could not save, and goes on', async () => {
  const { tokens, notices, store } = setUp(numbered);
  store.save = () => Promise.reject(new Error('the disk is full'));
  expect(await tokens.replaceToken('access 0')).toBe('access 1');
  expect(notices).toEqual(['The Dropbox sign-in could not be saved in memory: the disk is full']);
});
