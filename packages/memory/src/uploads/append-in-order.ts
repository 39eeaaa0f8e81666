import { failure } from '../fault/failure.ts';
import type { StoreState } from '../state/store-state.ts';
import type { StoredSession } from './session-table.ts';

/** Adds a chunk at the end of a sequential session. The last chunk may arrive again. */
export function appendInOrder(
  { contents }: StoreState,
  session: StoredSession,
  offset: number,
  bytes: Uint8Array,
  close: boolean,
): void {
  const received = session.ranges.get(0) ?? 0;
  const end = offset + bytes.byteLength;
  if (end === received && sameBytes(contents.readPart(session.id, offset, end), bytes)) {
    if (close) session.closedAt = end;
    return;
  }
  if (session.closedAt !== undefined) {
    throw failure('invalid-request', `the session was closed at ${session.closedAt}`);
  }
  if (offset !== received) {
    throw failure('invalid-request', `the session stands at ${received}, not at ${offset}`);
  }
  contents.writePart(session.id, offset, bytes);
  session.ranges.set(0, end);
  if (close) session.closedAt = end;
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
