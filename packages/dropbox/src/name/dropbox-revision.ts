import type { Revision } from '@mooring/core';

/** A revision in the form of the service. */
export type DropboxRevision = string;

/** Well-formed, and none that any file has: they begin with the time at which they were made. */
const revisionOfNothing: DropboxRevision = '0'.repeat(9);

/**
 * A revision that has not the form of the service's own is of another store, so no file has it. The service would refuse
 * to read it, and a whole batch with it, where the caller is to hear that the file is at another revision.
 */
export function toDropboxRevision(revision: Revision): DropboxRevision {
  return /^[0-9a-f]{9,}$/.test(revision) ? revision : revisionOfNothing;
}
