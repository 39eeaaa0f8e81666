import type {
  FileEntry,
  ListRevisionsRequest,
  PageCursor,
  RestoreRequest,
  RevisionPage,
} from '@mooring/core';
import { failure } from '../fault/failure.ts';
import type { StoreState } from '../state/store-state.ts';
import { blockedPath, claimPlace } from '../tree/claim-place.ts';
import { findFile } from '../tree/find-node.ts';
import type { FileNode, FileVersion } from '../tree/node.ts';
import { versionEntry } from '../tree/node-entry.ts';
import { walk } from '../tree/walk.ts';
import { checkRoom } from '../write/check-room.ts';
import { publishVersion } from '../write/publish-version.ts';
import type { RecordedVersion } from './history.ts';

export function listRevisions(state: StoreState, request: ListRevisionsRequest): RevisionPage {
  const { path, cursor, pageSize = state.settings.pageSize } = request;
  const versions = state.history.atPath(state.pathKey(path)).toReversed();
  // A path that never held a file has no history: say what is there instead.
  if (versions.length === 0 || state.tree.locate(path).kind === 'found') findFile(state, path);
  const start = cursor === undefined ? 0 : versions.findIndex(isAt(cursor));
  if (start === -1) {
    throw failure('invalid-request', 'the cursor belongs to another history', path);
  }
  const revisions = versions.slice(start, start + pageSize).map(recordedEntry);
  const next = versions[start + pageSize];
  if (next === undefined) return { revisions };
  return { revisions, next: String(next.version.revision) as PageCursor };
}

/** Puts an old content back. A removed file gets its id back, unless it lives on at another path. */
export function restoreRevision(state: StoreState, { path, revision }: RestoreRequest): FileEntry {
  const recorded = state.history.atPath(state.pathKey(path)).find(isAt(revision));
  if (recorded === undefined) {
    throw failure('not-found', `${path} has no revision ${revision}`, path);
  }
  return publishVersion(state, putBack(state, path, recorded));
}

function putBack(
  state: StoreState,
  path: RestoreRequest['path'],
  { version: old, fileId }: RecordedVersion,
): FileNode {
  const { history, settings, tree } = state;
  const version: FileVersion = {
    ...old,
    revision: history.nextRevision(),
    modifiedAt: settings.clock.now(),
  };
  const location = tree.locate(path);
  if (location.kind === 'blocked') throw blockedPath(path);
  if (location.kind === 'missing') {
    checkRoom(state, old.size, path);
    const { parent, name } = claimPlace(state, location);
    return tree.addFile(parent, name, version, isAlive(state, fileId) ? undefined : fileId);
  }
  const file = findFile(state, path);
  checkRoom(state, old.size - file.version.size, path);
  tree.replaceContent(file, version);
  return file;
}

function isAlive(state: StoreState, id: string): boolean {
  for (const node of walk(state.tree.root)) if (node.id === id) return true;
  return false;
}

function isAt(revision: string): (recorded: RecordedVersion) => boolean {
  return (recorded) => recorded.version.revision === revision;
}

function recordedEntry({ path, fileId, version }: RecordedVersion): FileEntry {
  return versionEntry(path, path.slice(path.lastIndexOf('/') + 1), fileId, version);
}
