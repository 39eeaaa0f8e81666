import { randomBytes } from 'node:crypto';
import {
  baseName,
  type Entry,
  joinPath,
  parentPath,
  type RelocateRequest,
  StorageError,
} from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { stat } from '../read/stat.ts';
import { moveElsewhere } from './move.ts';

/**
 * Changes the case of a name. For the service the old and the new name are one, and it leaves the spelling as it is,
 * so the entry goes by way of a third name.
 *
 * @throws StorageError `already-exists` when the name has that spelling already
 */
export async function respell(client: DropboxClient, request: RelocateRequest): Promise<Entry> {
  const { from, to, signal } = request;
  const { name } = await stat(client, { path: from, signal });
  if (name === baseName(to).normalize('NFC')) {
    throw new StorageError('already-exists', `${JSON.stringify(to)} is spelled like that already`, {
      details: { path: to },
    });
  }
  const folder = parentPath(from) ?? '/';
  const between = joinPath(folder, `.renaming-${randomBytes(8).toString('hex')}`);
  await moveElsewhere(client, { from, to: between, signal });
  try {
    return await moveElsewhere(client, { from: between, to, signal });
  } catch (error) {
    // Put back even when the caller has lost interest: the third name is nobody's.
    await moveElsewhere(client, { from: between, to: from });
    throw error;
  }
}
