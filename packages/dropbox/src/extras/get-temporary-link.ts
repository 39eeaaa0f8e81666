import type { PathRequest } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { toFileEntry } from '../entry/to-entry.ts';
import { temporaryLinkErrors } from '../error/read-errors.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import type { TemporaryLink } from './dropbox-extras.ts';

/** How long the service keeps such a link, in milliseconds. */
const lifetimeMs = 4 * 60 * 60 * 1000;

export async function getTemporaryLink(
  client: DropboxClient,
  { path, signal }: PathRequest,
): Promise<TemporaryLink> {
  const askedAt = Date.now();
  const { result } = await client.call(
    {
      operation: 'extras.temporaryLink',
      path,
      signal,
      burden: { kind: 'read' },
      errors: temporaryLinkErrors,
    },
    (sdk, options) => sdk.filesGetTemporaryLink({ path: toDropboxPath(path) }, options),
  );
  const { link: url, metadata } = result;
  return { url, expiresAt: askedAt + lifetimeMs, entry: toFileEntry(metadata) };
}
