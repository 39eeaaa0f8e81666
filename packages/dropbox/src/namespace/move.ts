import { type Entry, type RelocateRequest, StorageError } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { settle } from '../client/settle.ts';
import { toEntry } from '../entry/to-entry.ts';
import { relocationErrors } from '../error/namespace-errors.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { isSamePath } from '../name/name-rule.ts';
import { findEntry } from '../read/find-entry.ts';
import { checkRelocation } from './check-relocation.ts';
import { onceVisible } from './once-visible.ts';
import { respell } from './respell.ts';

export async function move(client: DropboxClient, request: RelocateRequest): Promise<Entry> {
  await checkRelocation(client, request);
  return isSamePath(request.from, request.to)
    ? respell(client, request)
    : moveElsewhere(client, request);
}

/** Moves to a path that is another one for the service too. */
export async function moveElsewhere(
  client: DropboxClient,
  request: RelocateRequest,
): Promise<Entry> {
  const { from, to, signal } = request;
  const entry = await settle({
    send: () => onceVisible(client, from, () => sendMove(client, request), signal),
    ask: () => findMoved(client, request),
    echoes: ['not-found', 'already-exists'],
    signal,
  });
  client.made.forget(from);
  client.made.note(to);
  return entry;
}

async function sendMove(
  client: DropboxClient,
  { from, to, signal }: RelocateRequest,
): Promise<Entry> {
  const { result } = await client.call(
    {
      operation: 'move',
      path: from,
      signal,
      burden: client.commitTo(from, to),
      errors: relocationErrors,
    },
    (sdk, options) =>
      sdk.filesMoveV2(
        { from_path: toDropboxPath(from), to_path: toDropboxPath(to), autorename: false },
        options,
      ),
  );
  const entry = toEntry(result.metadata);
  if (entry === undefined) throw new StorageError('internal', 'moved into a deleted entry');
  return entry;
}

/** What was moved although the answer got lost. The source is gone and the target is there: so it was moved. */
export async function findMoved(
  client: DropboxClient,
  { from, to, signal }: RelocateRequest,
): Promise<Entry | undefined> {
  const source = await findEntry(client, { path: from, signal });
  return source === undefined ? findEntry(client, { path: to, signal }) : undefined;
}
