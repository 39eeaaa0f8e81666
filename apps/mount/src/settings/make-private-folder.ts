import { lstat, mkdir } from 'node:fs/promises';
import { UserError } from '../command-line/user-error.ts';

/**
 * Makes a folder that only this user can look into. Its parents too, where they are missing.
 *
 * @throws UserError when the folder is there and somebody else can put things into it
 */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = await lstat(folder);
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) {
    throw new UserError(
      'failure',
      `${folder} belongs to another user, or others may write into it. Remove it, or set its mode to 700.`,
    );
  }
}
