import type { FileSystem, Invalidation } from '@mooring/vfs';
import type { Log } from '../log.ts';

export interface MountRequest {
  readonly fileSystem: FileSystem;
  /** An existing, empty folder. */
  readonly folder: string;
  /** What `df` and `mount` show as the source. */
  readonly source: string;
  /** Lets users other than the one who mounts use the folder, within the permission bits. */
  readonly allowOther?: boolean | undefined;
  readonly log: Log;
}

/** How a mount ended: by its own `unmount`, or because somebody else took it away. */
export type MountEnd = 'unmounted' | 'taken-away';

export interface ActiveMount {
  /** The folder, absolute and without symbolic links. */
  readonly folder: string;
  /** Resolves once, when programs can no longer reach the file system through the folder. Never rejects. */
  readonly ended: Promise<MountEnd>;
  /**
   * Takes the folder away. Files that are still open stay usable until this process ends, so this succeeds also
   * while programs use the mount.
   *
   * @throws MountError `unmount-failed`
   */
  unmount(): Promise<void>;
  /** Makes the kernel forget what it holds of a thing that changed. A transport that cannot keeps what it holds for a short time only. */
  invalidate(invalidation: Invalidation): void;
}

/** A way to show a file system as a folder of this machine. It speaks in nodes: paths end at the transport. */
export interface Transport {
  readonly name: string;
  /**
   * Resolves when programs can use the folder.
   *
   * @throws MountError
   */
  mount(request: MountRequest): Promise<ActiveMount>;
}
