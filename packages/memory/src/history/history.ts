import type { Revision, StoragePath } from '@mooring/core';
import type { FileVersion } from '../tree/node.ts';

/** A version of a file, with the place where it was at that time. */
export interface RecordedVersion {
  readonly fileId: string;
  readonly path: StoragePath;
  readonly pathKey: StoragePath;
  readonly version: FileVersion;
}

/** Every version that any file ever had. */
export class History {
  readonly #byRevision = new Map<Revision, RecordedVersion>();
  readonly #byPath = new Map<StoragePath, RecordedVersion[]>();

  /** A revision that no version has yet. Revisions sort in the order of their making, for the eye of whoever debugs. */
  nextRevision(): Revision {
    return `r${String(this.#byRevision.size + 1).padStart(9, '0')}` as Revision;
  }

  record(version: RecordedVersion): void {
    this.#byRevision.set(version.version.revision, version);
    const versions = this.#byPath.get(version.pathKey);
    if (versions === undefined) this.#byPath.set(version.pathKey, [version]);
    else versions.push(version);
  }

  find(revision: Revision): RecordedVersion | undefined {
    return this.#byRevision.get(revision);
  }

  /** Oldest first. */
  atPath(pathKey: StoragePath): readonly RecordedVersion[] {
    return this.#byPath.get(pathKey) ?? [];
  }
}
