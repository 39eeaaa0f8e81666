import type { Readable } from 'node:stream';

/** Ends a transfer whose bytes nobody wants. */
export function dropBody(bytes: Readable): void {
  // Without a listener, the error of a transfer that nobody waits for would end the process.
  bytes.on('error', () => undefined);
  bytes.destroy();
}
