import { describeStorageProvider } from '@mooring/contract';
import { capabilities } from '@mooring/core';
import { createDropboxProvider } from '@mooring/dropbox';
import { startDropboxEmulator } from '@mooring/dropbox-emulator';

async function open() {
  const emulator = await startDropboxEmulator();
  const { accessToken } = emulator.account;
  const connect = () => createDropboxProvider({ accessToken, baseUrl: emulator.url });
  const [provider, outsider] = [connect(), connect()];
  return {
    provider,
    outsider,
    close: async () => {
      await provider.dispose?.();
      await outsider.dispose?.();
      await emulator.close();
    },
  };
}

describeStorageProvider('Dropbox', open, { capabilities });
