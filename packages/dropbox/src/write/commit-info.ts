import { type CommitOptions, StorageError, type WriteMode } from '@mooring/core';
import type { files } from 'dropbox';
import type { DropboxPath } from '../name/dropbox-path.ts';
import { toDropboxRevision } from '../name/dropbox-revision.ts';

/** How a commit is to treat what is at its path, in the words of the service. */
export function toCommitInfo(path: DropboxPath, { mode, mtime }: CommitOptions): files.CommitInfo {
  return {
    path,
    mode: toWireMode(mode),
    autorename: false,
    // Else the service takes equal bytes for success, whatever they are conditional on.
    ...(mode === 'overwrite' ? {} : { strict_conflict: true }),
    ...(mtime === undefined ? {} : { client_modified: toTimestamp(mtime) }),
  };
}

/** Which of two error tables speaks of a commit. */
export function intentOf(mode: WriteMode): 'create' | 'replace' {
  return mode === 'create' ? 'create' : 'replace';
}

function toWireMode(mode: WriteMode): files.WriteMode {
  if (mode === 'create') return { '.tag': 'add' };
  if (mode === 'overwrite') return { '.tag': 'overwrite' };
  return { '.tag': 'update', update: toDropboxRevision(mode.ifRevision) };
}

/** The service keeps whole seconds and refuses fractions. */
function toTimestamp(mtime: number): string {
  const date = new Date(Math.floor(mtime / 1000) * 1000);
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 1 || year > 9999) {
    throw new StorageError('invalid-request', `no time that Dropbox can store: ${mtime}`);
  }
  return date.toISOString().replace('.000Z', 'Z');
}
