import {
  type Change,
  type ChangeCursor,
  type ChangePage,
  isWithin,
  type StoragePath,
} from '@mooring/core';
import { failure } from '../fault/failure.ts';
import type { StoreState } from '../state/store-state.ts';
import { findFolder } from '../tree/find-node.ts';
import { type ChangePosition, decodeChangeCursor, encodeChangeCursor } from './change-position.ts';
import type { JournalRecord } from './journal.ts';

export function latestCursor(state: StoreState, path: StoragePath): ChangeCursor {
  findFolder(state, path);
  const { generation, end } = state.journal;
  return encodeChangeCursor({ generation, position: end, path });
}

export function pullChanges(state: StoreState, cursor: ChangeCursor): ChangePage {
  const { generation, position: start, path } = livePosition(state, cursor);
  const changes: Change[] = [];
  let position = start;
  for (; changes.length < state.settings.pageSize; position++) {
    const record = state.journal.at(position);
    if (record === undefined) break;
    const change = changeBelow(state, record, path);
    if (change !== undefined) changes.push(change);
  }
  return {
    changes,
    cursor: encodeChangeCursor({ generation, position, path }),
    more: position < state.journal.end,
  };
}

/** Whether a pull from this cursor would find something. */
export function hasChanges(state: StoreState, cursor: ChangeCursor): boolean {
  const { position: start, path } = livePosition(state, cursor);
  for (let position = start; ; position++) {
    const record = state.journal.at(position);
    if (record === undefined) return false;
    if (changeBelow(state, record, path) !== undefined) return true;
  }
}

function livePosition(state: StoreState, cursor: ChangeCursor): ChangePosition {
  const position = decodeChangeCursor(cursor);
  if (position.generation !== state.journal.generation || position.position > state.journal.end) {
    throw failure('cursor-expired', 'the cursor is too old: list the folder again', position.path);
  }
  return position;
}

/** What a change means for a watched folder; undefined when it happened elsewhere. */
function changeBelow(
  state: StoreState,
  { change, pathKey }: JournalRecord,
  folder: StoragePath,
): Change | undefined {
  const folderKey = state.pathKey(folder);
  if (pathKey !== folderKey && isWithin(pathKey, folderKey)) return change;
  // With a folder goes all that it holds, the watched folder too.
  const removed = change.kind === 'remove' && isWithin(folderKey, pathKey);
  return removed ? { kind: 'remove', path: folder } : undefined;
}
