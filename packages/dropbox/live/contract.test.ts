import { randomBytes } from 'node:crypto';
import { describeStorageProvider } from '@mooring/contract';
import { capabilities, retry, type StoragePath, under, withLayers } from '@mooring/core';
import { createDropboxProvider } from '@mooring/dropbox';

const {
  MOORING_LIVE_DROPBOX_TOKEN: accessToken = '',
  // For a rehearsal on the emulator.
  MOORING_LIVE_DROPBOX_URL: baseUrl,
} = process.env;

if (accessToken === '') {
  throw new Error(
    'Set MOORING_LIVE_DROPBOX_TOKEN to an access token of an account for tests. The suite works in folders of its own there and removes them.',
  );
}

async function open() {
  const folder: StoragePath = `/mooring live test ${randomBytes(8).toString('hex')}`;
  // Two devices of one sign-in, which share a scheduler, as the service counts their requests together.
  const tokens = {
    accessToken: async () => accessToken,
    replaceToken: () => Promise.reject(new Error('the token is no longer good')),
  };
  const connect = () => createDropboxProvider({ accessToken: tokens, baseUrl });
  const [provider, outsider] = [connect(), connect()];
  await withLayers(provider, retry()).createFolder({ path: folder });
  return {
    provider: withLayers(provider, under(folder), retry()),
    outsider: withLayers(outsider, under(folder), retry()),
    close: async () => {
      await withLayers(provider, retry()).remove({ path: folder, recursive: true });
      await Promise.all([provider.dispose?.(), outsider.dispose?.()]);
    },
  };
}

describeStorageProvider('Dropbox, live', open, { capabilities, timeoutMs: 120_000 });
