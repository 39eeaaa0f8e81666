import type { FileEntry, ReadRequest, ReadResult, Revision, StoragePath } from '@mooring/core';
import { failure } from '../fault/failure.ts';
import type { MemoryFault } from '../fault/memory-fault.ts';
import type { StoreState } from '../state/store-state.ts';
import { findFile } from '../tree/find-node.ts';
import { fileNodeEntry, versionEntry } from '../tree/node-entry.ts';
import { contentBody } from './content-body.ts';

export function readFile(state: StoreState, request: ReadRequest, fault?: MemoryFault): ReadResult {
  const { path, offset = 0, length = Number.POSITIVE_INFINITY, revision, signal } = request;
  const entry = findVersion(state, path, revision);
  const range = { start: Math.min(offset, entry.size), end: Math.min(offset + length, entry.size) };
  return { entry, body: contentBody(state.contents, entry, range, signal, fault) };
}

function findVersion(
  state: StoreState,
  path: StoragePath,
  revision: Revision | undefined,
): FileEntry & { readonly contentHash: string } {
  if (revision !== undefined) {
    const old = findOldVersion(state, path, revision);
    if (old !== undefined) return old;
  }
  const file = findFile(state, path);
  if (revision !== undefined && revision !== file.version.revision) {
    throw failure('conflict', `${path} never was at ${revision}`, path);
  }
  return { ...fileNodeEntry(file), contentHash: file.version.contentHash };
}

/** A version that was once at this path, or is of the file that is there now. */
function findOldVersion(
  state: StoreState,
  path: StoragePath,
  revision: Revision,
): (FileEntry & { readonly contentHash: string }) | undefined {
  const recorded = state.history.find(revision);
  if (recorded === undefined) return undefined;
  const location = state.tree.locate(path);
  const here = location.kind === 'found' ? location.node.id : undefined;
  if (recorded.pathKey !== state.pathKey(path) && recorded.fileId !== here) return undefined;
  const { version, fileId } = recorded;
  const name = recorded.path.slice(recorded.path.lastIndexOf('/') + 1);
  return {
    ...versionEntry(recorded.path, name, fileId, version),
    contentHash: version.contentHash,
  };
}
