import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Account,
  isStorageError,
  StorageError,
  type StorageProviderWith,
} from '@mooring/core';
import { UserError } from '../command-line/user-error.ts';
import { accountLabel } from './account-label.ts';

const fileName = 'account.json';

export interface VerifyAccountOptions {
  readonly provider: Pick<StorageProviderWith<'account'>, 'account'>;
  /** The name that the user gave the account on this machine. */
  readonly name: string;
  readonly stateFolder: string;
  /** How long to wait for the service, in milliseconds. */
  readonly timeoutMs: number;
}

export interface VerifiedAccount {
  readonly account: Account;
  /** Why the service could not be asked, where the account is as it was written down. */
  readonly failure?: StorageError | undefined;
}

/**
 * Asks the service whose account it is, and makes sure that the state folder is that account's. The first time it
 * writes down which one; later it does without the service, so that a mount starts without the network.
 *
 * @throws UserError `mount-refused` when the state is another account's
 * @throws StorageError `unauthenticated`, or `unavailable` at the first time
 */
export async function verifyAccount(options: VerifyAccountOptions): Promise<VerifiedAccount> {
  const { name, stateFolder } = options;
  const known = await readRecord(stateFolder);
  try {
    const account = await askAccount(options);
    if (known !== undefined && known.id !== account.id) {
      throw new UserError(
        'mount-refused',
        `The sign-in is for ${accountLabel(account)}, but "${name}" on this machine is ${accountLabel(known)}. Choose another name for it: --account NAME`,
      );
    }
    await writeRecord(stateFolder, account);
    return { account };
  } catch (error) {
    if (known === undefined || !isStorageError(error, 'unavailable', 'rate-limited')) throw error;
    return { account: known, failure: error };
  }
}

async function askAccount({ provider, timeoutMs }: VerifyAccountOptions): Promise<Account> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await provider.account({ signal });
  } catch (cause) {
    if (!signal.aborted) throw cause;
    const seconds = Math.round(timeoutMs / 1000);
    throw new StorageError('unavailable', `no answer within ${seconds} s`, { cause });
  }
}

async function readRecord(stateFolder: string): Promise<Account | undefined> {
  const file = join(stateFolder, fileName);
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Account;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(
      'failure',
      `Cannot tell whose account was mounted before: ${file} cannot be read. Remove it to have it written anew.`,
      { cause },
    );
  }
}

/** Whole or not at all: a torn record would keep the account from being mounted. */
async function writeRecord(stateFolder: string, account: Account): Promise<void> {
  const file = join(stateFolder, fileName);
  await writeFile(`${file}.new`, `${JSON.stringify(account, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
