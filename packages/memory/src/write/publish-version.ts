import type { FileEntry } from '@mooring/core';
import { announceUpsert } from '../changes/announce.ts';
import type { StoreState } from '../state/store-state.ts';
import type { FileNode, FileVersion } from '../tree/node.ts';
import { fileNodeEntry } from '../tree/node-entry.ts';

/** A version that begins now. */
export function newVersion(
  state: StoreState,
  contentHash: string,
  size: number,
  mtime: number | undefined,
): FileVersion {
  const { clock, mtimeStepMs } = state.settings;
  return {
    revision: state.history.nextRevision(),
    size,
    modifiedAt: clock.now(),
    mtime: mtime === undefined ? undefined : Math.floor(mtime / mtimeStepMs) * mtimeStepMs,
    contentHash,
  };
}

/** Records the present version of a file in its history, and tells the feed of it. */
export function publishVersion(state: StoreState, file: FileNode): FileEntry {
  const entry = fileNodeEntry(file);
  const { id: fileId, version } = file;
  state.history.record({ fileId, path: entry.path, pathKey: state.pathKey(entry.path), version });
  announceUpsert(state, file);
  return entry;
}
