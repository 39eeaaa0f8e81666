import type { UserCall } from '../../route/call.ts';
import type { Schema } from '../../schema/schema.ts';
import { string } from '../../schema/string.ts';
import { type CallRefused, routeError } from '../../wire/call-refused.ts';
import { tag, tagged } from '../../wire/tagged.ts';
import { type SharedFolder, sharedFoldersOf } from './shared-folder-metadata.ts';

export const sharedFolderId: Schema<string> = string({ pattern: '[-_0-9a-zA-Z:]+' });

/** @throws CallRefused `access_error` when there is no such shared folder, or it is not shared with the caller */
export function findSharedFolder(call: UserCall, id: string): SharedFolder {
  const folder = sharedFoldersOf(call.service, call.account.id).find(
    ({ namespace }) => String(namespace.id) === id,
  );
  if (folder !== undefined) return folder;
  const kind = call.tree.namespaces.get(Number(id))?.kind;
  const exists = kind === 'shared-folder' || kind === 'team-folder';
  throw accessError(exists ? 'not_a_member' : 'invalid_id');
}

export function accessError(reason: 'invalid_id' | 'not_a_member' | 'unmounted'): CallRefused {
  return routeError(tagged('access_error', tag(reason)));
}
