import {
  isWithin,
  nameKey,
  type RelocateRequest,
  StorageError,
  type StorageErrorCode,
  type StoragePath,
} from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { nameRule } from '../name/name-rule.ts';
import { stat } from '../read/stat.ts';
import { refuseRoot } from '../write/refuse-root.ts';

/**
 * Refuses what the service has no words for, or several. A missing source goes before all that is wrong with the target.
 *
 * @throws StorageError `unsupported` for `replace`; `invalid-request` for the root and for a folder into itself;
 * `not-a-folder` for a file into itself; `already-exists` for the root as the target
 */
export async function checkRelocation(
  client: DropboxClient,
  { from, to, replace = false, signal }: RelocateRequest,
): Promise<void> {
  refuseRoot(from);
  if (replace) throw refusal('unsupported', 'cannot take the place of a file in one step', to);
  const [fromKey, toKey] = [keyOf(from), keyOf(to)];
  if (fromKey === toKey || (to !== '/' && !isWithin(toKey, fromKey))) return;
  const { kind } = await stat(client, { path: from, signal });
  if (to === '/') throw refusal('already-exists', 'is the root', to);
  if (kind === 'file') throw refusal('not-a-folder', 'lies below a file', to);
  throw refusal('invalid-request', `lies inside ${JSON.stringify(from)}`, to);
}

function keyOf(path: StoragePath): StoragePath {
  return nameKey(path, nameRule) as StoragePath;
}

function refusal(code: StorageErrorCode, reason: string, path: StoragePath): StorageError {
  return new StorageError(code, `${JSON.stringify(path)} ${reason}`, { details: { path } });
}
