import type { StorageProviderWith } from '@mooring/core';
import type { Connection } from '../connection/connection.ts';
import type { ContentStore } from '../content/content-store.ts';
import type { Environment } from '../environment/environment.ts';
import type { NodeId } from '../file-system/node-id.ts';
import type { Commits } from '../remote/commits.ts';
import type { Reconciler } from '../remote/reconciler.ts';
import type { RemoteWatch } from '../remote/remote-watch.ts';
import type { Tree } from '../tree/tree.ts';
import type { UploadTable } from './upload-table.ts';

/** What all who send share. */
export interface SendingContext {
  readonly provider: StorageProviderWith<'changes'>;
  readonly tree: Tree;
  readonly contents: ContentStore;
  readonly uploads: UploadTable;
  readonly commits: Commits;
  readonly reconciler: Reconciler;
  readonly watch: RemoteWatch;
  readonly connection: Connection;
  readonly environment: Environment;
  /** Aborted when the file system closes. */
  readonly signal: AbortSignal;
  readonly onError: (error: unknown) => void;
  /** Whether a program has the file open. */
  readonly isOpen: (ino: NodeId) => boolean;
  /** Whether a program has the file open for writing. */
  readonly isWritten: (ino: NodeId) => boolean;
}
