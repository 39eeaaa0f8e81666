import {
  isWithin,
  nameKey,
  type RelocateRequest,
  StorageError,
  type StoragePath,
} from '@mooring/core';
import { nameRule } from '../name/name-rule.ts';
import { refuseRoot } from '../write/refuse-root.ts';

/**
 * Refuses what the service has no words for, or several.
 *
 * @throws StorageError `unsupported` for `replace`; `invalid-request` for the root and for a folder into itself;
 * `already-exists` for the root as the target
 */
export function checkRelocation({ from, to, replace = false }: RelocateRequest): void {
  refuseRoot(from);
  if (replace) throw refusal('unsupported', 'cannot take the place of a file in one step', to);
  if (to === '/') throw refusal('already-exists', 'cannot take the place of the root', to);
  const [fromKey, toKey] = [nameKey(from, nameRule), nameKey(to, nameRule)] as StoragePath[];
  if (fromKey !== toKey && isWithin(toKey as StoragePath, fromKey as StoragePath)) {
    throw refusal('invalid-request', `lies inside ${JSON.stringify(from)}`, to);
  }
}

function refusal(
  code: 'unsupported' | 'already-exists' | 'invalid-request',
  reason: string,
  path: StoragePath,
): StorageError {
  return new StorageError(code, `${JSON.stringify(path)} ${reason}`, { details: { path } });
}
