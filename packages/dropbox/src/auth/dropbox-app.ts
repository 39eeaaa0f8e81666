import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { StorageError } from '@mooring/core';

/** An app of the Dropbox App Console, in whose name people sign in. */
export interface DropboxApp {
  readonly key: string;
  /** Not needed: sign-in proves itself by PKCE. An app that has a server may send it all the same. */
  readonly secret?: string | undefined;
}

export interface FindAppOptions {
  /** Goes before everything else. */
  readonly key?: string | undefined;
  readonly secret?: string | undefined;
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
  /** A file of `NAME=value` lines, looked at last. `.env` in the working folder unless told. */
  readonly envFile?: string | undefined;
}

/**
 * The app from the options, else from `DROPBOX_APP_KEY` and `DROPBOX_APP_SECRET` in the environment, else from
 * these names in a file. Key and secret come from one place, so that two apps are never mixed.
 *
 * @throws StorageError `unauthenticated` when there is no key anywhere; `permission-denied` when the file cannot be read
 */
export async function findDropboxApp(options: FindAppOptions = {}): Promise<DropboxApp> {
  const { key, secret, environment = process.env, envFile = '.env' } = options;
  const app =
    toApp(key, secret) ?? fromVariables(environment) ?? fromVariables(await readEnvFile(envFile));
  if (app !== undefined) return app;
  throw new StorageError(
    'unauthenticated',
    `no Dropbox app key: set DROPBOX_APP_KEY in the environment or in ${envFile}; an app with a key is made at https://www.dropbox.com/developers/apps`,
    { details: { provider: 'dropbox' } },
  );
}

function fromVariables(
  variables: Readonly<Record<string, string | undefined>>,
): DropboxApp | undefined {
  return toApp(variables['DROPBOX_APP_KEY'], variables['DROPBOX_APP_SECRET']);
}

function toApp(key: string | undefined, secret: string | undefined): DropboxApp | undefined {
  if (key === undefined || key === '') return undefined;
  return secret === undefined || secret === '' ? { key } : { key, secret };
}

async function readEnvFile(path: string): Promise<Readonly<Record<string, string | undefined>>> {
  try {
    return parseEnv(await readFile(path, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // Some tools make a folder of this name.
    if (code === 'ENOENT' || code === 'EISDIR') return {};
    throw new StorageError('permission-denied', `${path} cannot be read: ${message}`, {
      cause: error,
    });
  }
}
