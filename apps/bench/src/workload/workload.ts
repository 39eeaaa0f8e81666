/** The least that a mount could get along with, whoever writes it: what the API allows at best. */
export interface Floor {
  readonly requests: number;
  /** Bytes of file content that have to come, or to go. What lists them is not counted. */
  readonly down: number;
  readonly up: number;
}

export interface NamedFile {
  /** From the top of the drive, or of the local folder, without a slash before it. */
  readonly path: string;
  readonly content: Uint8Array;
}

/** Something that people do with a drive, and what it should cost. */
export interface Workload {
  readonly name: string;
  /** For the table: what the user does. */
  readonly title: string;
  readonly floor: Floor;
  /** What the account holds before. */
  readonly account: readonly NamedFile[];
  /** What lies on the local disk before, in the folder that the scripts know as `$LOCAL`. */
  readonly local: readonly NamedFile[];
  /** Where the counting begins: at the very first start of the mount, at a later one, or while it is at rest. */
  readonly begin: 'first-start' | 'later-start' | 'rest';
  /** Shell script, run in the mounted folder before anything is counted. Nothing unless told. */
  readonly prepare?: string;
  /** Shell script, run in the mounted folder. What it leads to is counted until the mount is at rest. */
  readonly script: string;
}
