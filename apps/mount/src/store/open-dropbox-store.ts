import { join } from 'node:path';
import type { StorageError } from '@mooring/core';
import { createDropboxProvider } from '@mooring/dropbox';
import type { Log } from '../log.ts';
import { checkAccountName } from '../settings/account-name.ts';
import { makePrivateFolder } from '../settings/make-private-folder.ts';
import type { UserFolders } from '../settings/user-folders.ts';
import { savedTokens } from '../sign-in/saved-sign-in.ts';
import { firstLine } from '../terminal/first-line.ts';
import { accountLabel } from './account-label.ts';
import type { OpenedStore } from './opened-store.ts';
import { readAccessToken } from './read-access-token.ts';
import { verifyAccount } from './verify-account.ts';

export interface DropboxStoreOptions {
  /** The name of the account on this machine. Each has its own state and cache. */
  readonly account: string;
  readonly tokenFile?: string | undefined;
  /** Another server that speaks the Dropbox API. */
  readonly baseUrl?: string | undefined;
  readonly folders: UserFolders;
  readonly log: Log;
}

/** How long the service may take to say whose account it is. */
const accountTimeoutMs = 15_000;

export async function openDropboxStore(options: DropboxStoreOptions): Promise<OpenedStore> {
  const { account: name, baseUrl, folders, log, tokenFile } = options;
  checkAccountName(name);
  const accessToken = (await readAccessToken(tokenFile)) ?? (await savedTokens(options));
  const stateFolder = join(folders.state, 'dropbox', name);
  const cacheFolder = join(folders.cache, 'dropbox', name);
  await makePrivateFolder(stateFolder);
  await makePrivateFolder(cacheFolder);
  const provider = createDropboxProvider({ accessToken, baseUrl });
  try {
    const { account, failure } = await verifyAccount({
      provider,
      name,
      stateFolder,
      timeoutMs: accountTimeoutMs,
    });
    if (failure !== undefined) log.info({ err: failure }, 'starting without the service');
    return {
      provider,
      source: `dropbox:${accountLabel(account)}`,
      notice: failure && describeOffline(failure),
      stateFolder,
      cacheFolder,
      keeping: 'for the next start',
      release: async () => provider.dispose?.(),
    };
  } catch (error) {
    await provider.dispose?.();
    throw error;
  }
}

function describeOffline({ message }: StorageError): string {
  return `Offline: ${firstLine(message)}. What is cached can be read; changes are kept, and go out when the service answers.`;
}
