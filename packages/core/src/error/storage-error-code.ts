/**
 * Every way in which a storage operation can fail. The set is closed: callers switch on it and the compiler tells
 * them what they left out.
 *
 * - `not-found`: nothing at the path, or at the source of a move or copy.
 * - `already-exists`: something is at the path and the request said to create it.
 * - `not-a-folder`: a folder was needed, also as the parent of the path, and a file is there.
 * - `is-a-folder`: a file was needed and a folder is there.
 * - `not-empty`: a folder with content, and the request did not say `recursive`.
 * - `conflict`: the store holds another revision than the request was conditional on.
 * - `invalid-path`: the path is not canonical, or the store cannot hold one of its names.
 * - `invalid-request`: the request contradicts itself or the interface; sending it again cannot help.
 * - `unauthenticated`: the sign-in is missing, expired or revoked.
 * - `permission-denied`: signed in, and not allowed to do this.
 * - `read-only`: the store, the folder or the layer takes no changes.
 * - `quota-exceeded`: the account is full.
 * - `too-large`: more than the store takes in one file or one request.
 * - `locked`: somebody holds a lock on the file.
 * - `rate-limited`: too many requests; `details.retryAfterMs` says when to come back, where the store said so.
 * - `unavailable`: the network or the store failed; the same request may work later.
 * - `cursor-expired`: the feed cannot continue from this cursor; list again.
 * - `session-expired`: the upload session is gone; start another.
 * - `corrupt`: bytes arrived that do not match their length or hash.
 * - `unsupported`: the provider cannot do what the request asks, and will not pretend to.
 * - `internal`: the provider met an answer that it does not understand. A bug in it, or in the store.
 */
export type StorageErrorCode =
  | 'not-found'
  | 'already-exists'
  | 'not-a-folder'
  | 'is-a-folder'
  | 'not-empty'
  | 'conflict'
  | 'invalid-path'
  | 'invalid-request'
  | 'unauthenticated'
  | 'permission-denied'
  | 'read-only'
  | 'quota-exceeded'
  | 'too-large'
  | 'locked'
  | 'rate-limited'
  | 'unavailable'
  | 'cursor-expired'
  | 'session-expired'
  | 'corrupt'
  | 'unsupported'
  | 'internal';
