import { type ChangeCursor, type StoragePath, toStoragePath } from '@mooring/core';
import { failure } from '../fault/failure.ts';

/** What a change cursor says: where in the journal, for which folder, and issued before which expiry. */
export interface ChangePosition {
  readonly generation: number;
  readonly position: number;
  readonly path: StoragePath;
}

export function encodeChangeCursor({ generation, position, path }: ChangePosition): ChangeCursor {
  return `${generation}:${position}:${path}` as ChangeCursor;
}

/** @throws StorageError `invalid-request` for a string that no store of this kind issued */
export function decodeChangeCursor(cursor: ChangeCursor): ChangePosition {
  const match = /^(\d+):(\d+):(.+)$/s.exec(cursor);
  if (match === null) throw failure('invalid-request', `no cursor of this store: ${cursor}`);
  const [, generation, position, path = ''] = match;
  return {
    generation: Number(generation),
    position: Number(position),
    path: toStoragePath(path),
  };
}
