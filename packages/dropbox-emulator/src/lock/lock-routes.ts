import { batchEntry } from '../change/batch-entry.ts';
import type { JsonObject } from '../json/json-value.ts';
import { metadataFor } from '../metadata/metadata-for.ts';
import { underTag } from '../path/path-refused.ts';
import { writePathOrId } from '../path/path-schemas.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { list } from '../schema/list.ts';
import { struct } from '../schema/struct.ts';
import type { FileEntry } from '../tree/entry.ts';
import { lookUpFile } from '../view/look-up.ts';
import { routeError } from '../wire/call-refused.ts';
import { formatTimestamp } from '../wire/format-timestamp.ts';
import { type Tagged, tag, taggedStruct } from '../wire/tagged.ts';
import type { FileLock } from './lock-store.ts';

const lockArgument = struct({ entries: list(struct({ path: writePathOrId })) });

export const lockFiles: Route = lockRoute(
  'files/lock_file_batch',
  'files.content.write',
  (call, file) => {
    const { fileLocks } = call.service;
    checkWritable(call, file);
    if (file.revision.nature.kind === 'document') throw routeError(tag('cannot_be_locked'));
    refuseConflict(call, file);
    return fileLocks.get(file.id) ?? fileLocks.lock(file.id, call.account.id);
  },
);

export const unlockFiles: Route = lockRoute(
  'files/unlock_file_batch',
  'files.content.write',
  (call, file) => {
    checkWritable(call, file);
    refuseConflict(call, file);
    call.service.fileLocks.unlock(file.id);
    return undefined;
  },
);

export const getFileLocks: Route = lockRoute(
  'files/get_file_lock_batch',
  'files.content.read',
  (call, file) => call.service.fileLocks.get(file.id),
);

/** All three take paths and tell the lock that each file has in the end. */
function lockRoute(
  name: string,
  scope: 'files.content.read' | 'files.content.write',
  action: (call: UserCall, file: FileEntry) => FileLock | undefined,
): Route {
  return rpc({
    name,
    auth: 'user',
    scope,
    appFolder: false,
    argument: lockArgument,
    handle(call, { entries }) {
      const outcomes = entries.map(({ path }) =>
        batchEntry(() => {
          const file = underTag('path_lookup', () => lookUpFile(call, path));
          const lock = action(call, file);
          const metadata = metadataFor(call).entry(file);
          return taggedStruct('success', { metadata, lock: lockFields(call, lock) });
        }),
      );
      return { entries: outcomes };
    },
  });
}

function checkWritable({ view }: UserCall, file: FileEntry): void {
  if (view.mountOf(file.namespace)?.access === 'viewer') {
    throw routeError(tag('no_write_permission'));
  }
}

function refuseConflict(call: UserCall, file: FileEntry): void {
  const { fileLocks } = call.service;
  if (!fileLocks.isHeldFrom(file.id, call.account.id)) return;
  const lock = lockFields(call, fileLocks.get(file.id));
  throw routeError(taggedStruct('lock_conflict', { lock }));
}

function lockFields({ service }: UserCall, lock: FileLock | undefined): JsonObject {
  if (lock === undefined) return { content: tag('unlocked') };
  const { membership } = service.accounts.get(lock.holder);
  const content: Tagged = taggedStruct('single_user', {
    created: formatTimestamp(Math.floor(lock.createdAt / 1000)),
    lock_holder_account_id: lock.holder,
    lock_holder_team_id: membership?.team.id,
  });
  return { content };
}
