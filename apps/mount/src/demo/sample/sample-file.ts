export interface SampleFile {
  /** Absolute, as in the account. */
  readonly path: `/${string}`;
  readonly content: Uint8Array;
  /** Whole seconds, in milliseconds since 1970. */
  readonly modifiedAt: number;
}
