import type { NamespaceId } from './entry.ts';

const stampDigits = 13;
const longPrefix = '01';
const longNamespaceDigits = 16;

/** The name of a revision: its time in microseconds and its namespace, in hex, in the two forms seen in the wild. */
export function formatRev(stamp: number, namespace: NamespaceId): string {
  // In halves, since numbers beyond 31 bits take many times as long to write, and a page has thousands.
  const high = Math.floor(stamp / 2 ** 24).toString(16);
  const low = (stamp % 2 ** 24).toString(16).padStart(6, '0');
  const time = (high + low).padStart(stampDigits, '0');
  const space = namespace.toString(16);
  return namespace < 2 ** 32
    ? time + space
    : longPrefix + time + space.padStart(longNamespaceDigits, '0');
}

/** The stamp in a rev, or undefined when no revision can have that name. */
export function stampOfRev(rev: string): number | undefined {
  const isLong = rev.length === longPrefix.length + stampDigits + longNamespaceDigits;
  const start = isLong ? longPrefix.length : 0;
  const stamp = Number.parseInt(rev.slice(start, start + stampDigits), 16);
  if (!Number.isSafeInteger(stamp)) return undefined;
  const namespace = Number.parseInt(rev.slice(start + stampDigits), 16);
  return formatRev(stamp, namespace) === rev ? stamp : undefined;
}
