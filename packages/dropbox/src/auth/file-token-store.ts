import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StorageError, type StorageErrorCode } from '@mooring/core';
import { parseSignIn } from './saved-sign-in.ts';
import type { TokenStore } from './token-store.ts';

/**
 * Keeps the sign-in in a file that only its owner may read (mode 0600), in a folder that is made if it is missing
 * (0700). A file that others could read is closed to them when it is loaded.
 */
export function fileTokenStore(path: string): TokenStore {
  return {
    place: path,
    async load() {
      const text = await orUndefined(readFile(path, 'utf8'));
      if (text === undefined) return undefined;
      const { mode } = await stat(path);
      if ((mode & 0o077) !== 0) await chmod(path, 0o600);
      const signIn = parseSignIn(text);
      if (signIn === undefined) {
        throw failure('corrupt', path, 'does not hold a sign-in; remove it and sign in again');
      }
      return signIn;
    },
    async save(signIn) {
      // Written beside and put in place as a whole: a crash leaves the old sign-in or the new one.
      const draft = `${path}.${randomBytes(6).toString('hex')}`;
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeDurably(draft, JSON.stringify(signIn, null, 2));
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined);
        throw denied(path, 'cannot be written', error);
      }
    },
    async clear() {
      try {
        await rm(path, { force: true });
      } catch (error) {
        throw denied(path, 'cannot be removed', error);
      }
    },
  };

  async function orUndefined<Value>(reading: Promise<Value>): Promise<Value | undefined> {
    try {
      return await reading;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw denied(path, 'cannot be read', error);
    }
  }
}

function denied(path: string, problem: string, cause: unknown): StorageError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return failure('permission-denied', path, `${problem}: ${reason}`, cause);
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function failure(
  code: StorageErrorCode,
  path: string,
  problem: string,
  cause?: unknown,
): StorageError {
  return new StorageError(code, `the saved Dropbox sign-in ${path} ${problem}`, { cause });
}
