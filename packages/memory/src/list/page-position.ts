import type { PageCursor, StoragePath } from '@mooring/core';
import { failure } from '../fault/failure.ts';

/** Where a listing continues: behind the last entry of the page before. */
export interface PagePosition {
  readonly path: StoragePath;
  readonly recursive: boolean;
  /** The end of the journal when the listing began. */
  readonly since: number;
  /** Name keys along the path of the last entry, from the listed folder on. */
  readonly after: readonly string[];
}

export function encodePosition(position: PagePosition): PageCursor {
  return JSON.stringify(position) as PageCursor;
}

/** @throws StorageError `invalid-request` for a cursor of another listing */
export function decodePosition(
  cursor: PageCursor,
  path: StoragePath,
  recursive: boolean,
): PagePosition {
  const position = parse(cursor);
  if (position?.path !== path || position.recursive !== recursive) {
    throw failure('invalid-request', 'the cursor belongs to another listing', path);
  }
  return position;
}

function parse(cursor: PageCursor): PagePosition | undefined {
  try {
    return JSON.parse(cursor) as PagePosition;
  } catch {
    return undefined;
  }
}
