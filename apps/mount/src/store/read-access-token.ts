import { readFile } from 'node:fs/promises';
import { UserError } from '../command-line/user-error.ts';

export const tokenVariable = 'MOORING_DROPBOX_TOKEN';

/**
 * The access token that the user gives for one run, from a file or else from the environment; never from the command
 * line, which every user of the machine can read. Takes it out of the environment, so that no child process inherits
 * it. Undefined where the user gives none.
 *
 * @throws UserError `sign-in-needed` when the file cannot be read or is empty
 */
export async function readAccessToken(tokenFile: string | undefined): Promise<string | undefined> {
  const fromEnvironment = process.env[tokenVariable]?.trim();
  delete process.env[tokenVariable];
  if (tokenFile === undefined) return fromEnvironment === '' ? undefined : fromEnvironment;
  const token = (await readTokenFile(tokenFile)).trim();
  if (token !== '') return token;
  throw new UserError('sign-in-needed', `The file ${tokenFile} holds no access token.`);
}

async function readTokenFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { message } = cause as Error;
    throw new UserError('sign-in-needed', `Cannot read the access token: ${message}`, { cause });
  }
}
