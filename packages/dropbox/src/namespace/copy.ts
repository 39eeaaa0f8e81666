import { type Entry, type RelocateRequest, StorageError } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { settle } from '../client/settle.ts';
import { toEntry } from '../entry/to-entry.ts';
import { relocationErrors } from '../error/namespace-errors.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { isSamePath } from '../name/name-rule.ts';
import { stat } from '../read/stat.ts';
import { checkRelocation } from './check-relocation.ts';
import { findCopy } from './find-copy.ts';
import { onceVisible } from './once-visible.ts';

export async function copy(client: DropboxClient, request: RelocateRequest): Promise<Entry> {
  const { from, to, signal } = request;
  await checkRelocation(client, request);
  if (isSamePath(from, to)) {
    await stat(client, { path: from, signal });
    throw new StorageError('already-exists', `${JSON.stringify(to)} is the source itself`, {
      details: { path: to },
    });
  }
  const entry = await settle({
    send: () => onceVisible(client, from, () => sendCopy(client, request), signal),
    ask: () => findCopy(client, request),
    echoes: ['already-exists'],
    signal,
  });
  client.made.note(to);
  return entry;
}

async function sendCopy(
  client: DropboxClient,
  { from, to, signal }: RelocateRequest,
): Promise<Entry> {
  const { result } = await client.call(
    {
      operation: 'copy',
      path: from,
      signal,
      burden: client.commitTo(to),
      errors: relocationErrors,
    },
    (sdk, options) =>
      sdk.filesCopyV2(
        { from_path: toDropboxPath(from), to_path: toDropboxPath(to), autorename: false },
        options,
      ),
  );
  const entry = toEntry(result.metadata);
  if (entry === undefined) throw new StorageError('internal', 'copied into a deleted entry');
  return entry;
}
