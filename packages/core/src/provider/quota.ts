export interface Quota {
  readonly usedBytes: number;
  /** Absent where the account has no limit or the store does not tell. */
  readonly totalBytes?: number;
}
