import type {
  AppendRequest,
  FileEntry,
  FinishUploadRequest,
  StartUploadRequest,
  UploadSession,
} from '@mooring/core';
import { failure } from '../fault/failure.ts';
import type { StoreState } from '../state/store-state.ts';
import { writeFile } from '../write/write-file.ts';
import { appendAnywhere } from './append-anywhere.ts';
import { appendInOrder } from './append-in-order.ts';
import type { StoredSession } from './session-table.ts';

export function startUpload(
  state: StoreState,
  { size = 0, order = 'sequential' }: StartUploadRequest,
): UploadSession {
  checkFileSize(state, size);
  return { id: state.sessions.start(order).id, order, offset: 0 };
}

export function appendChunk(
  state: StoreState,
  { session, close = false }: AppendRequest,
  bytes: Uint8Array,
): UploadSession {
  const stored = state.sessions.get(session);
  if (bytes.byteLength > state.settings.uploadLimits.maxChunkSize) {
    throw failure('too-large', `a chunk holds at most ${state.settings.uploadLimits.maxChunkSize}`);
  }
  checkFileSize(state, session.offset + bytes.byteLength);
  const append = stored.order === 'sequential' ? appendInOrder : appendAnywhere;
  append(state, stored, session.offset, bytes, close);
  return { ...session, offset: session.offset + bytes.byteLength };
}

export function finishUpload(
  state: StoreState,
  { session, path, mode, mtime }: FinishUploadRequest,
): FileEntry {
  const stored = state.sessions.get(session);
  checkComplete(stored, session.offset);
  const bytes = state.contents.readPart(stored.id, 0, session.offset);
  const entry = writeFile(state, path, bytes, { mode, mtime });
  state.sessions.remove(stored.id);
  return entry;
}

function checkFileSize(state: StoreState, size: number): void {
  const { maxFileSize = Number.POSITIVE_INFINITY } = state.settings.uploadLimits;
  if (size > maxFileSize) throw failure('too-large', `a file holds at most ${maxFileSize} bytes`);
}

function checkComplete({ order, ranges, closedAt }: StoredSession, size: number): void {
  if (order === 'parallel' && closedAt === undefined) {
    throw failure('invalid-request', 'a parallel session ends with a chunk that says close');
  }
  let end = 0;
  for (const [offset, length] of [...ranges].sort(([a], [b]) => a - b)) {
    if (offset > end)
      throw failure('invalid-request', `bytes are missing from ${end} to ${offset}`);
    end = Math.max(end, offset + length);
  }
  if (end !== size) {
    throw failure('invalid-request', `the session holds ${end} bytes, and ${size} were named`);
  }
}
