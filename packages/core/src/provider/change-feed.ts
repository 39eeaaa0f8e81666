import type { Entry } from '../entry/entry.ts';
import type { ChangeCursor } from '../entry/token.ts';
import type { StoragePath } from '../path/storage-path.ts';
import type { PathRequest, StorageRequest } from './storage-request.ts';

/**
 * One step from an old state of a folder tree to a newer one, to be applied in the order given:
 *
 * - `upsert` of a file replaces whatever is at the path, a folder and all below it too.
 * - `upsert` of a folder replaces a file, and keeps the children of a folder.
 * - `remove` drops the path and all below it; a path that is not there is no mistake.
 *
 * Parents that were never announced are to be created. A move has no step of its own: it is a `remove` and `upsert`s,
 * in either order, which the `id` of the entries joins.
 */
export type Change =
  | { readonly kind: 'upsert'; readonly entry: Entry }
  | { readonly kind: 'remove'; readonly path: StoragePath };

export interface CursorRequest extends StorageRequest {
  readonly cursor: ChangeCursor;
}

export interface ChangePage {
  readonly changes: readonly Change[];
  /** Continues after these changes. Keep it with their effect, in one transaction. */
  readonly cursor: ChangeCursor;
  /** More is ready: pull again without waiting. */
  readonly more: boolean;
}

export interface WaitRequest extends CursorRequest {
  /** How long to wait for a change, in milliseconds. A store may round it to what it offers. */
  readonly timeoutMs?: number | undefined;
}

export interface WaitResult {
  /** Something may have changed: pull. A pull that then finds nothing is no mistake. */
  readonly changed: boolean;
  /** The store asks callers to stay away this long before the next wait. */
  readonly retryAfterMs?: number;
}

/**
 * What happened below a folder since a cursor. The cursor is the caller's, so a feed continues after a crash
 * with no gap; the same cursor pulled twice delivers the same changes again.
 */
export interface ChangeFeed {
  /** The present end of the feed below a folder. Nothing there is `not-found`, a file `not-a-folder`. */
  latest(request: PathRequest): Promise<ChangeCursor>;
  /** @throws StorageError `cursor-expired` when the feed cannot continue; list again and compare */
  pull(request: CursorRequest): Promise<ChangePage>;
  /** Resolves when something changed or the time is up. */
  wait(request: WaitRequest): Promise<WaitResult>;
}
