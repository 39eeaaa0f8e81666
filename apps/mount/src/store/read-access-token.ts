import { readFile } from 'node:fs/promises';
import { UserError } from '../command-line/user-error.ts';

export const tokenVariable = 'MOORING_DROPBOX_TOKEN';

/**
 * The access token that the user gives for one run, from a file or else from the environment; never from the command
 * line, which every user of the machine can read. Takes it out of the environment, so that no child process inherits
 * it. Undefined where the user gives none.
 *
 * @throws UserError `sign-in-needed` when the file cannot be read, or what is there is no token
 */
export async function readAccessToken(tokenFile: string | undefined): Promise<string | undefined> {
  const fromEnvironment = process.env[tokenVariable]?.trim();
  delete process.env[tokenVariable];
  if (tokenFile === undefined) {
    return fromEnvironment ? checkToken(fromEnvironment, tokenVariable) : undefined;
  }
  return checkToken((await readTokenFile(tokenFile)).trim(), tokenFile);
}

/** A token goes into a header, which takes no line breaks, blanks or letters beyond ASCII. */
function checkToken(token: string, place: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new UserError('sign-in-needed', `What is in ${place} is not an access token.`);
}

async function readTokenFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { message } = cause as Error;
    throw new UserError('sign-in-needed', `Cannot read the access token: ${message}`, { cause });
  }
}
