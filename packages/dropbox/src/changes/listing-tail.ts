import {
  type Change,
  type ChangeCursor,
  isWithin,
  nameKey,
  type PageCursor,
  type StoragePath,
} from '@mooring/core';
import { nameRule } from '../name/name-rule.ts';

/**
 * Removals that the service put among the pages of a listing, since somebody removed what an earlier page had named,
 * and what came to be below these paths afterwards. A page has no place for a removal, so the feed that continues the
 * listing delivers them first.
 */
export type ListingTail = readonly Change[];

/** Most changes that a cursor carries. A listing that loses more while it is read had better start again. */
export const maxTailLength: number = 10_000;

/** The tail after one more page. */
export function extendTail(tail: ListingTail, page: readonly Change[]): ListingTail {
  const result = [...tail];
  const removed = tail.flatMap((change) => (change.kind === 'remove' ? keyOf(change.path) : []));
  for (const change of page) {
    const key = keyOf(change.kind === 'remove' ? change.path : change.entry.path);
    if (change.kind === 'remove') removed.push(key);
    else if (!removed.some((folder) => isWithin(key, folder))) continue;
    result.push(change);
  }
  return result;
}

/** A cursor of the service with a tail, as one string. Without a tail it is the service's own. */
export function packCursor<Cursor extends ChangeCursor | PageCursor>(
  cursor: string,
  tail: ListingTail,
): Cursor {
  return (tail.length === 0 ? cursor : JSON.stringify({ cursor, tail })) as Cursor;
}

export function unpackCursor(packed: ChangeCursor | PageCursor): {
  readonly cursor: string;
  readonly tail: ListingTail;
} {
  // The service's cursors are base64, so none of them begins with a brace.
  return (packed.startsWith('{') ? parse(packed) : undefined) ?? { cursor: packed, tail: [] };
}

/** Undefined for a cursor of another store, which the service is then asked about. */
function parse(packed: string): { cursor: string; tail: ListingTail } | undefined {
  try {
    const { cursor, tail } = JSON.parse(packed) as { cursor?: unknown; tail?: unknown };
    return typeof cursor === 'string' && Array.isArray(tail) ? { cursor, tail } : undefined;
  } catch {
    return undefined;
  }
}

function keyOf(path: StoragePath): StoragePath {
  return nameKey(path, nameRule) as StoragePath;
}
