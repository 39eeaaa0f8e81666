import { readFile } from 'node:fs/promises';
import { UserError } from '../command-line/user-error.ts';

export const tokenVariable = 'MOORING_DROPBOX_TOKEN';

/**
 * The access token, from a file or else from the environment; never from the command line, which every user of the
 * machine can read. Takes it out of the environment, so that no child process inherits it.
 *
 * @throws UserError `sign-in-needed` where there is none
 */
export async function readAccessToken(tokenFile: string | undefined): Promise<string> {
  const fromEnvironment = process.env[tokenVariable];
  delete process.env[tokenVariable];
  const token = tokenFile === undefined ? fromEnvironment : await readTokenFile(tokenFile);
  if (token === undefined || token.trim() === '') {
    throw new UserError(
      'sign-in-needed',
      tokenFile === undefined
        ? `There is no access token. Put one into the environment variable ${tokenVariable}, or name a file that holds one: --token-file FILE`
        : `The file ${tokenFile} holds no access token.`,
    );
  }
  return token.trim();
}

async function readTokenFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { message } = cause as Error;
    throw new UserError('sign-in-needed', `Cannot read the access token: ${message}`, { cause });
  }
}
