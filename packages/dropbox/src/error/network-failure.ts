/** System errors of a connection that never came about. */
const connectFailures: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether the network failed before a byte of the request was sent, so that the service cannot have acted on it. */
export function neverArrived(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // A host with several addresses fails with one error for each of them.
  if (error instanceof AggregateError) return error.errors.every(neverArrived);
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && connectFailures.has(code);
}
