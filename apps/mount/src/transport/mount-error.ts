/**
 * Why a folder could not be mounted or unmounted.
 *
 * - `folder-missing`, `not-a-folder`, `folder-not-empty`: the mount point is not as it has to be.
 * - `folder-in-use`: something is mounted there already.
 * - `folder-unusable`: the operating system refuses to look at it; the cause says why.
 * - `fuse-unavailable`: the kernel's FUSE device or what is needed to use it is missing.
 * - `mount-failed`, `unmount-failed`: the operating system refused; the message holds what it said.
 * - `not-mounted`: there is nothing to unmount.
 */
export type MountErrorCode =
  | 'folder-missing'
  | 'not-a-folder'
  | 'folder-not-empty'
  | 'folder-in-use'
  | 'folder-unusable'
  | 'fuse-unavailable'
  | 'mount-failed'
  | 'unmount-failed'
  | 'not-mounted';

/** The message is one line for people: what failed, why, and what to do. */
export class MountError extends Error {
  override readonly name: 'MountError' = 'MountError';
  readonly code: MountErrorCode;

  constructor(code: MountErrorCode, message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.code = code;
  }
}
