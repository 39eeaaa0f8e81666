/** What a process that transferred a file says of it. */
export interface ClientReport {
  readonly seconds: number;
  /** Most memory that the process held at a time. */
  readonly peakBytes: number;
}
