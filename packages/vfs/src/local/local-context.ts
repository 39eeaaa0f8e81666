import type { Connection } from '../connection/connection.ts';
import type { ContentStore } from '../content/content-store.ts';
import type { Environment } from '../environment/environment.ts';
import type { LocalOnlyNames } from '../names/local-only-names.ts';
import type { Commits } from '../remote/commits.ts';
import type { RemoteWatch } from '../remote/remote-watch.ts';
import type { Invalidations } from '../tree/invalidations.ts';
import type { Tree } from '../tree/tree.ts';
import type { OpenFiles } from './open-files.ts';

/** What the operations of programs share. */
export interface LocalContext {
  readonly tree: Tree;
  readonly contents: ContentStore;
  readonly files: OpenFiles;
  readonly commits: Commits;
  readonly watch: RemoteWatch;
  readonly connection: Connection;
  readonly environment: Environment;
  readonly localOnlyNames: LocalOnlyNames;
  readonly invalidations: Invalidations;
  /** Named in the names of conflicted copies. */
  readonly hostName: string;
  readonly maxNameLength: number;
  /** Called after a change that has to be sent sooner or later. */
  readonly onChange: () => void;
  /** @throws FileSystemError while no changes are taken */
  readonly requireWritable: () => void;
  /** Makes what the database holds survive a crash of the machine. */
  readonly syncDatabase: () => void;
}
