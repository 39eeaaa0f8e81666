import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';

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
