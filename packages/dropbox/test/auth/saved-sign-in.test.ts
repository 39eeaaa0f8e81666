import { ManualClock } from '@mooring/core';
import {
  createDropboxProvider,
  type SavedSignIn,
  scopesFor,
  signIn,
  signOut,
} from '@mooring/dropbox';
import { type DropboxEmulator, startDropboxEmulator } from '@mooring/dropbox-emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emulatedSignIn } from './emulated-sign-in.ts';
import { memoryTokenStore } from './memory-token-store.ts';

const lifetime = 14_400;

let emulator: DropboxEmulator;

beforeEach(async () => {
  emulator = await startDropboxEmulator({ accessTokenLifetime: lifetime });
});

afterEach(() => emulator.close());

const savedSignIn = (change?: Partial<SavedSignIn>) => emulatedSignIn(emulator, change);

function options(saved?: SavedSignIn) {
  const { key, secret } = emulator.app;
  return { app: { key, secret }, store: memoryTokenStore(saved), baseUrl: emulator.url };
}

function renewals(): number {
  return emulator.requests.of('oauth2/token').requests;
}

it('uses what was saved and says whose account it is', async () => {
  const { account } = await signIn(options(savedSignIn()));
  expect(account.id).toBe(emulator.account.id);
  expect(account.email).toBe(emulator.account.email);
  expect(renewals()).toBe(0);
});

describe('an expired token', () => {
  it('is renewed once for 100 calls at the same time', async () => {
    const { tokens } = await signIn(options(savedSignIn()));
    const provider = createDropboxProvider({ accessToken: tokens, baseUrl: emulator.url });
    emulator.clock.advance(lifetime * 1000 + 1);
    const calls = Array.from({ length: 100 }, () => provider.quota({}));
    expect((await Promise.all(calls)).length).toBe(100);
    expect(renewals()).toBe(1);
    await provider.dispose?.();
  });

  it('is renewed before it is sent, where the clocks agree', async () => {
    const clock = new ManualClock(Date.now());
    const { tokens } = await signIn({ ...options(savedSignIn()), clock });
    const provider = createDropboxProvider({ accessToken: tokens, baseUrl: emulator.url });
    emulator.clock.advance(lifetime * 1000 - 60_000);
    await clock.advance(lifetime * 1000 - 60_000);
    emulator.requests.reset();
    await provider.quota({});
    expect(renewals()).toBe(1);
    expect(emulator.requests.of('users/get_space_usage').requests).toBe(1);
    await provider.dispose?.();
  });

  it.each([
    ['slow', -3 * 60 * 60_000],
    ['fast', 3 * 60 * 60_000],
    ['a year ahead', 365 * 24 * 60 * 60_000],
  ])('does no harm when the clock is %s', async (_, skew) => {
    const clock = new ManualClock(Date.now() + skew);
    const saved = savedSignIn({ expiresAt: Date.now() + lifetime * 1000 });
    const { tokens } = await signIn({ ...options(saved), clock });
    const provider = createDropboxProvider({ accessToken: tokens, baseUrl: emulator.url });
    for (let day = 0; day < 3; day++) {
      await provider.quota({});
      emulator.clock.advance(lifetime * 1000 + 1);
      await clock.advance(lifetime * 1000 + 1);
    }
    await provider.quota({});
    await provider.dispose?.();
  });
});

describe('a sign-in that was revoked', () => {
  // The first access token of the emulator belongs to no refresh token. Those that are renewed do.
  const renewed = () => savedSignIn({ expiresAt: 0 });

  it('is told once, fails every call, and asks the service no more', async () => {
    const notices: string[] = [];
    const mine = options(renewed());
    const { tokens } = await signIn({ ...mine, onNotice: (line) => notices.push(line) });
    const provider = createDropboxProvider({ accessToken: tokens, baseUrl: emulator.url });
    await signOut({ ...mine, store: memoryTokenStore(renewed()) });
    const before = renewals();
    for (let call = 0; call < 3; call++) {
      await expect(provider.quota({})).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    expect(notices).toEqual(['Dropbox no longer accepts the sign-in. Sign in again.']);
    expect(renewals() - before).toBe(1);
    await provider.dispose?.();
  });

  it('shows at the next sign-in, where nobody can be asked', async () => {
    await signOut(options(renewed()));
    await expect(signIn(options(renewed()))).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

it('signing out revokes and forgets', async () => {
  const mine = options(savedSignIn());
  await signOut(mine);
  expect(await mine.store.load()).toBeUndefined();
  const { accessToken } = emulator.account;
  const provider = createDropboxProvider({ accessToken, baseUrl: emulator.url });
  await expect(provider.quota({})).rejects.toMatchObject({ code: 'unauthenticated' });
  await provider.dispose?.();
});

it('signing out of what is revoked already forgets too', async () => {
  await signOut(options(savedSignIn()));
  const mine = options(savedSignIn());
  await signOut(mine);
  expect(await mine.store.load()).toBeUndefined();
});

it('signing out without the service fails and forgets nothing', async () => {
  const mine = options(savedSignIn());
  await emulator.close();
  await expect(signOut(mine)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await mine.store.load()).toBeDefined();
});

it.each([
  ['nothing is saved', undefined],
  ['it is of another app', { appKey: 'another' }],
  ['it lacks rights', { scopes: scopesFor('read-only') }],
])('asks for a sign-in where %s', async (_, change) => {
  const saved = change === undefined ? undefined : savedSignIn(change);
  await expect(signIn(options(saved))).rejects.toMatchObject({
    code: 'unauthenticated',
    message: expect.stringContaining('sign in first'),
  });
});
