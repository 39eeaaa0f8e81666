import { createFolder } from '../../change/create-folder.ts';
import { writingTo } from '../../change/writing-to.ts';
import { checkRoute, launchJob } from '../../job/job-routes.ts';
import { PathRefused } from '../../path/path-refused.ts';
import { writePathOrId } from '../../path/path-schemas.ts';
import type { UserCall } from '../../route/call.ts';
import { type Route, rpc } from '../../route/route.ts';
import { boolean } from '../../schema/boolean.ts';
import { optional, withDefault } from '../../schema/field.ts';
import { list } from '../../schema/list.ts';
import { string } from '../../schema/string.ts';
import { struct } from '../../schema/struct.ts';
import { choice } from '../../schema/union.ts';
import type { FolderEntry } from '../../tree/entry.ts';
import { lookUp } from '../../view/look-up.ts';
import { routeError } from '../../wire/call-refused.ts';
import { type Tagged, tag, tagged, taggedStruct } from '../../wire/tagged.ts';
import { shareFolder } from './share-folder.ts';
import { sharedFolderMetadata, sharedFoldersOf } from './shared-folder-metadata.ts';

const memberPolicy = choice('team', 'anyone', 'team_and_approved');

export const shareFolderRoute: Route = rpc({
  name: 'sharing/share_folder',
  auth: 'user',
  scope: 'sharing.write',
  appFolder: false,
  argument: struct({
    path: writePathOrId,
    acl_update_policy: optional(choice('owner', 'editors')),
    force_async: withDefault(boolean, false),
    member_policy: optional(memberPolicy),
    shared_link_policy: optional(choice('anyone', 'team', 'members')),
    viewer_info_policy: optional(choice('enabled', 'disabled')),
    access_inheritance: withDefault(choice('inherit', 'no_inherit'), 'inherit'),
    actions: optional(list(string())),
  }),
  async handle(call, argument) {
    if (!call.account.emailVerified) throw routeError(tag('email_unverified'));
    const work = async (): Promise<Tagged> =>
      await writingTo(call, [argument.path], () => share(call, argument.path));
    return argument.force_async ? launchJob(call, 'share_folder', work) : await work();
  },
});

export const shareFolderCheck: Route = checkRoute(
  'sharing/check_share_job_status',
  'share_folder',
  { scope: 'sharing.write', appFolder: false },
);

function share(call: UserCall, path: string): Tagged {
  const { service, account, view } = call;
  const namespace = service.tree.changes.write(() =>
    shareFolder(service, account, folderToShare(call, path)),
  );
  const folder = sharedFoldersOf(service, account.id).find(
    (candidate) => candidate.namespace.id === namespace,
  );
  if (folder === undefined) throw new Error('The folder that was just shared is not there.');
  const current = service.views.view(account.id, view.root.namespace) ?? view;
  return taggedStruct('complete', sharedFolderMetadata(service, current, folder));
}

/** A folder that does not exist yet is made. */
function folderToShare(call: UserCall, path: string): FolderEntry {
  const badPath = (reason: Tagged): Error => routeError(tagged('bad_path', reason));
  try {
    const entry = lookUpOrCreate(call, path);
    if (entry.kind === 'file') throw badPath(tag('is_file'));
    if (call.view.mountOf(entry.namespace)?.isShared === true) {
      throw badPath(tag('inside_shared_folder'));
    }
    const mounted = sharedFoldersOf(call.service, call.account.id).find(
      ({ namespace }) => namespace.id === entry.mount,
    );
    if (mounted !== undefined) {
      const metadata = sharedFolderMetadata(call.service, call.view, mounted);
      throw badPath(taggedStruct('already_shared', metadata));
    }
    return entry;
  } catch (error) {
    throw error instanceof PathRefused ? badPath(tag('invalid_path')) : error;
  }
}

function lookUpOrCreate(call: UserCall, path: string): ReturnType<typeof lookUp> {
  try {
    return lookUp(call, path);
  } catch (error) {
    const isMissing = error instanceof PathRefused && error.error['.tag'] === 'not_found';
    if (!isMissing) throw error;
    return createFolder(call, path, false);
  }
}
