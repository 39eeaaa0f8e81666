import {
  createDropboxProvider,
  type SignInFlow,
  type SignInOptions,
  signIn,
  signOut,
} from '@mooring/dropbox';
import { type DropboxEmulator, startDropboxEmulator } from '@mooring/dropbox-emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../server/free-port.ts';
import { emulatedSignIn } from './emulated-sign-in.ts';
import { memoryTokenStore } from './memory-token-store.ts';

let emulator: DropboxEmulator;

beforeEach(async () => {
  emulator = await startDropboxEmulator({
    app: { redirectUris: 'any-loopback' },
    behaviour: { consent: 'allow' },
  });
});

afterEach(() => emulator.close());

function options(flow: SignInFlow, rest: Partial<SignInOptions> = {}): SignInOptions {
  const { key } = emulator.app;
  return { app: { key }, store: memoryTokenStore(), baseUrl: emulator.url, flow, ...rest };
}

/** Goes to the page and comes back with the code that it shows. */
const byCode: SignInFlow = {
  kind: 'code',
  async askForCode(address) {
    const page = await (await fetch(address)).text();
    const code = /data-token="([^"]+)"/.exec(page)?.[1] ?? '';
    // What is copied from a page often has white space around it.
    return ` ${code}\n`;
  },
};

async function freeAddress(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}/dropbox`;
}

/** A browser that goes wherever it is sent. */
async function byBrowser(): Promise<SignInFlow> {
  return {
    kind: 'browser',
    redirectAddress: await freeAddress(),
    openPage: async (address) => {
      await fetch(address);
    },
  };
}

const flows: readonly (readonly [string, () => Promise<SignInFlow>])[] = [
  ['with a code that the user brings', async () => byCode],
  ['by the browser', byBrowser],
];

describe.each(flows)('signing in %s', (_, flow) => {
  it('shows the account, saves the sign-in and opens the account', async () => {
    const mine = options(await flow());
    const { account, tokens } = await signIn(mine);
    expect(account).toMatchObject({ id: emulator.account.id, email: emulator.account.email });
    expect(account.displayName).toBeTruthy();
    expect(await mine.store.load()).toMatchObject({
      appKey: emulator.app.key,
      accountId: emulator.account.id,
      refreshToken: expect.any(String),
    });
    const provider = createDropboxProvider({ accessToken: tokens, baseUrl: emulator.url });
    await provider.createFolder({ path: '/new' });
    await provider.dispose?.();
  });

  it('asks for no right to write where only reading is wanted', async () => {
    const { tokens } = await signIn(options(await flow(), { use: 'read-only' }));
    const provider = createDropboxProvider({ accessToken: tokens, baseUrl: emulator.url });
    expect((await provider.list({ path: '/' })).entries).toEqual([]);
    await expect(provider.createFolder({ path: '/new' })).rejects.toMatchObject({
      code: 'permission-denied',
    });
    await provider.dispose?.();
  });

  it('is not asked for again', async () => {
    const mine = options(await flow());
    await signIn(mine);
    const { flow: _asking, ...rest } = mine;
    expect((await signIn(rest)).account.id).toBe(emulator.account.id);
  });

  it('lasts: the tokens are renewed without the secret of the app', async () => {
    const { tokens } = await signIn(options(await flow()));
    const provider = createDropboxProvider({ accessToken: tokens, baseUrl: emulator.url });
    emulator.expireTokens();
    expect((await provider.quota({})).usedBytes).toBe(0);
    await provider.dispose?.();
  });
});

it('a wrong code is told', async () => {
  const flow: SignInFlow = { kind: 'code', askForCode: async () => 'wrong' };
  await expect(signIn(options(flow))).rejects.toMatchObject({ code: 'unauthenticated' });
});

it('a user who declines is told so', async () => {
  emulator.setBehaviour({ consent: 'deny' });
  await expect(signIn(options(await byBrowser()))).rejects.toMatchObject({
    code: 'permission-denied',
  });
});

it('a sign-in that was revoked leads to a new one', async () => {
  const revoked = emulatedSignIn(emulator, { refreshToken: 'gone', accessToken: 'gone' });
  const store = memoryTokenStore(revoked);
  const { account } = await signIn(options(byCode, { store }));
  expect(account.id).toBe(emulator.account.id);
  expect((await store.load())?.refreshToken).not.toBe('gone');
});

it('the address is shown to a user whose browser does not open', async () => {
  const shown: string[] = [];
  const redirectAddress = await freeAddress();
  const flow: SignInFlow = {
    kind: 'browser',
    redirectAddress,
    onAddress: (address) => {
      shown.push(address);
      // The user copies it into a browser of their own.
      void fetch(address);
    },
    openPage: () => Promise.resolve(),
  };
  await signIn(options(flow));
  expect(shown[0]).toContain(encodeURIComponent(redirectAddress));
});

it('a user who gives up ends the wait for the browser', async () => {
  const controller = new AbortController();
  const redirectAddress = await freeAddress();
  const openPage = async () => controller.abort('enough');
  const flow: SignInFlow = { kind: 'browser', redirectAddress, openPage };
  const signingIn = signIn(options(flow, { signal: controller.signal }));
  await expect(signingIn).rejects.toBe('enough');
});

it('a user who gives up ends the wait for the code', async () => {
  const controller = new AbortController();
  const askForCode = () => {
    controller.abort('enough');
    return new Promise<string>(() => undefined);
  };
  const flow: SignInFlow = { kind: 'code', askForCode };
  const signingIn = signIn(options(flow, { signal: controller.signal }));
  await expect(signingIn).rejects.toBe('enough');
});

it('a user who enters nothing is told so, and the service is not asked', async () => {
  const flow: SignInFlow = { kind: 'code', askForCode: async () => ' \n' };
  await expect(signIn(options(flow))).rejects.toMatchObject({
    code: 'unauthenticated',
    message: expect.stringContaining('no code'),
  });
  expect(emulator.requests.of('oauth2/token').requests).toBe(0);
});

describe('without a browser', () => {
  const openPage = () => Promise.reject(new Error('no display'));

  it('the sign-in says what else there is', async () => {
    const redirectAddress = await freeAddress();
    const flow: SignInFlow = { kind: 'browser', redirectAddress, openPage };
    await expect(signIn(options(flow))).rejects.toMatchObject({
      code: 'unavailable',
      retryable: false,
      message: expect.stringMatching(/no display.*with a code/),
    });
  });

  it('a user who was shown the address can still go there', async () => {
    const redirectAddress = await freeAddress();
    let visit: Promise<unknown> | undefined;
    const onAddress = (address: string) => {
      visit = fetch(address);
    };
    const flow: SignInFlow = { kind: 'browser', redirectAddress, openPage, onAddress };
    expect((await signIn(options(flow))).account.id).toBe(emulator.account.id);
    await visit;
  });
});

it('signing out revokes in the name of the app that signed in', async () => {
  const mine = options(byCode);
  await signIn(mine);
  emulator.expireTokens();
  const saved = await mine.store.load();
  await signOut({ ...mine, app: { key: 'another' } });
  expect(await mine.store.load()).toBeUndefined();
  const { flow: _asking, ...rest } = options(byCode, { store: memoryTokenStore(saved) });
  await expect(signIn(rest)).rejects.toMatchObject({ code: 'unauthenticated' });
});
