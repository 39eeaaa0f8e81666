import { type Entry, type PathRequest, StorageError } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { rootEntry } from '../entry/root-entry.ts';
import { toEntry } from '../entry/to-entry.ts';
import { getMetadataErrors } from '../error/read-errors.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';

export async function stat(client: DropboxClient, request: PathRequest): Promise<Entry> {
  if (request.path === '/') return rootEntry;
  return getMetadata(client, request, toDropboxPath(request.path));
}

/** The metadata of anything that can be asked for: a path, or a revision as `rev:`. */
export async function getMetadata(
  client: DropboxClient,
  { path, signal }: PathRequest,
  target: string,
  operation = 'stat',
): Promise<Entry> {
  const { result } = await client.call(
    { operation, path, signal, burden: { kind: 'read' }, errors: getMetadataErrors },
    (sdk, options) => sdk.filesGetMetadata({ path: target }, options),
  );
  client.learn(result);
  const entry = toEntry(result);
  if (entry !== undefined) return entry;
  const kind = JSON.stringify(result['.tag']);
  throw new StorageError(
    'unsupported',
    `Dropbox holds something of the kind ${kind} at ${JSON.stringify(path)}, which is neither a file nor a folder`,
    { details: { provider: 'dropbox', operation, path } },
  );
}
