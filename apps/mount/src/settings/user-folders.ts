import { lstat, mkdir } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { UserError } from '../command-line/user-error.ts';

/** Where this program keeps what is one user's. Nothing exists until somebody makes it. */
export interface UserFolders {
  /** What the user decides: settings and sign-ins. */
  readonly config: string;
  /** What must survive: the tree of each account, and changes that are not uploaded yet. */
  readonly state: string;
  /** Content of files: what is in the cloud too, and what waits for its upload. */
  readonly cache: string;
  /** Sockets of running mounts. */
  readonly runtime: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Places by the XDG Base Directory Specification, which says that a relative path is to be ignored. */
export function userFolders(environment: Environment = process.env): UserFolders {
  const home = environment['HOME'] ?? homedir();
  const place = (variable: string) => {
    const folder = environment[variable];
    return folder !== undefined && isAbsolute(folder) ? join(folder, 'mooring') : undefined;
  };
  return {
    config: place('XDG_CONFIG_HOME') ?? join(home, '.config', 'mooring'),
    state: place('XDG_STATE_HOME') ?? join(home, '.local', 'state', 'mooring'),
    cache: place('XDG_CACHE_HOME') ?? join(home, '.cache', 'mooring'),
    // Directly in the folder for temporary files, where nobody can take the place of what is another user's.
    runtime: place('XDG_RUNTIME_DIR') ?? join(tmpdir(), `mooring-${process.getuid?.() ?? 0}`),
  };
}

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
