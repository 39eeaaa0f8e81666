import { isStorageError, type RemoveRequest } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { settle } from '../client/settle.ts';
import { deleteErrors } from '../error/namespace-errors.ts';
import { toDropboxPath } from '../name/dropbox-path.ts';
import { toDropboxRevision } from '../name/dropbox-revision.ts';
import { findEntry } from '../read/find-entry.ts';
import { refuseRoot } from '../write/refuse-root.ts';
import { checkRemovable } from './check-removable.ts';
import { explainConflict } from './explain-conflict.ts';

/**
 * The service removes a folder with all that it holds and has no other way. Unless that was asked for, the folder is
 * looked into first; what somebody else puts there between the two requests goes too, and can be restored from the
 * history.
 */
export async function remove(client: DropboxClient, request: RemoveRequest): Promise<void> {
  const { path, signal } = request;
  refuseRoot(path);
  await checkRemovable(client, request);
  await settle<true>({
    send: async () => {
      await sendRemoval(client, request);
      return true;
    },
    ask: async () => ((await findEntry(client, { path, signal })) === undefined ? true : undefined),
    echoes: ['not-found'],
    signal,
  });
  client.made.forget(path);
}

async function sendRemoval(client: DropboxClient, request: RemoveRequest): Promise<void> {
  const { path, ifRevision, signal } = request;
  const argument = {
    path: toDropboxPath(path),
    ...(ifRevision === undefined ? {} : { parent_rev: toDropboxRevision(ifRevision) }),
  };
  try {
    await client.call(
      { operation: 'remove', path, signal, burden: client.commitTo(path), errors: deleteErrors },
      (sdk, options) => sdk.filesDeleteV2(argument, options),
    );
  } catch (error) {
    throw isStorageError(error) ? await explainConflict(client, request, error) : error;
  }
}
