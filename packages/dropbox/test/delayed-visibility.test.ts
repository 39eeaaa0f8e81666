import { createDropboxProvider } from '@mooring/dropbox';
import { startDropboxEmulator } from '@mooring/dropbox-emulator';
import { expect, it } from 'vitest';

async function open() {
  const emulator = await startDropboxEmulator();
  const { accessToken } = emulator.account;
  const provider = createDropboxProvider({ accessToken, baseUrl: emulator.url });
  return {
    emulator,
    provider,
    async [Symbol.asyncDispose]() {
      await provider.dispose?.();
      await emulator.close();
    },
  };
}

const content = new Uint8Array(10);
const late = { kind: 'delayed-visibility', lookUps: 2 } as const;

it.each([
  'move',
  'copy',
] as const)('a %s finds what was just written, though the service does not at first', async (operation) => {
  await using store = await open();
  store.emulator.faults.add({ route: 'files/upload', fault: late });
  await store.provider.write({ path: '/new', content, mode: 'create' });
  const entry = await store.provider[operation]({ from: '/new', to: '/there' });
  expect(entry.path).toBe('/there');
});

it('so does the second half of a change of case', async () => {
  await using store = await open();
  await store.provider.createFolder({ path: '/name' });
  store.emulator.faults.add({ route: 'files/move_v2', fault: late });
  expect((await store.provider.move({ from: '/name', to: '/NAME' })).name).toBe('NAME');
});

it('what nobody has just made is asked for once', async () => {
  await using store = await open();
  await store.provider.write({ path: '/new', content, mode: 'create' });
  await store.provider.remove({ path: '/new' });
  store.emulator.requests.reset();
  await expect(store.provider.move({ from: '/new', to: '/there' })).rejects.toMatchObject({
    code: 'not-found',
  });
  expect(store.emulator.requests.total.requests).toBe(1);
});
