import { failure } from '../fault/failure.ts';
import type { StoreState } from '../state/store-state.ts';
import type { StoredSession } from './session-table.ts';

/** Adds a chunk of a parallel session wherever it belongs. Any chunk may arrive again. */
export function appendAnywhere(
  { contents, settings }: StoreState,
  session: StoredSession,
  offset: number,
  bytes: Uint8Array,
  close: boolean,
): void {
  const { chunkMultiple } = settings.uploadLimits;
  if (offset % chunkMultiple !== 0) {
    throw failure('invalid-request', `the offset ${offset} is no multiple of ${chunkMultiple}`);
  }
  if (!close && bytes.byteLength % chunkMultiple !== 0) {
    throw failure('invalid-request', `only the last chunk may be no multiple of ${chunkMultiple}`);
  }
  const end = offset + bytes.byteLength;
  if (
    session.closedAt !== undefined &&
    (close ? end !== session.closedAt : end > session.closedAt)
  ) {
    throw failure('invalid-request', `the session was closed at ${session.closedAt}`);
  }
  contents.writePart(session.id, offset, bytes);
  session.ranges.set(offset, bytes.byteLength);
  if (close) session.closedAt = end;
}
