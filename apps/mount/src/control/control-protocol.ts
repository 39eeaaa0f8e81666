import type { FileSystemStatus } from '@mooring/vfs';

/** What can be asked of a running mount. Requests and answers are JSON, one to a line; one request a connection. */
export type ControlRequest = { readonly command: 'status' } | { readonly command: 'unmount' };

export interface MountStatus {
  readonly pid: number;
  readonly folder: string;
  /** What is mounted: the service and the account, for people. */
  readonly source: string;
  /** In milliseconds since 1970. */
  readonly mountedAt: number;
  readonly fileSystem: FileSystemStatus;
}

/** What the store does not have yet. */
export interface PendingChanges {
  readonly changes: number;
  readonly bytes: number;
  /** Files and folders that cannot be uploaded as they are, whatever the time. */
  readonly parked: number;
}

/** What is kept of a store when its mount has ended: all that it needs to go on, or nothing. */
export type Keeping = 'for the next start' | 'nothing';

/**
 * - `status`: the answer to that request.
 * - `progress`: while unmounting, what is still to be uploaded.
 * - `unmounted`: the end of it, with what was left behind.
 * - `failed`: the request was not understood or could not be done; the message is for people.
 */
export type ControlAnswer =
  | { readonly kind: 'status'; readonly status: MountStatus }
  | { readonly kind: 'progress'; readonly pending: PendingChanges }
  | { readonly kind: 'unmounted'; readonly pending: PendingChanges; readonly keeping: Keeping }
  | { readonly kind: 'failed'; readonly message: string };
