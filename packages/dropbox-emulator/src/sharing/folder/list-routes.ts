import type { JsonObject } from '../../json/json-value.ts';
import type { UserCall } from '../../route/call.ts';
import { type Route, rpc } from '../../route/route.ts';
import { optional, withDefault } from '../../schema/field.ts';
import { list } from '../../schema/list.ts';
import { integer } from '../../schema/number.ts';
import { string } from '../../schema/string.ts';
import { struct } from '../../schema/struct.ts';
import { choice } from '../../schema/union.ts';
import { routeError } from '../../wire/call-refused.ts';
import { tag } from '../../wire/tagged.ts';
import { findSharedFolder, sharedFolderId } from './find-shared-folder.ts';
import {
  type SharedFolder,
  sharedFolderMetadata,
  sharedFoldersOf,
} from './shared-folder-metadata.ts';

const folderAction = choice(
  'change_options',
  'disable_viewer_info',
  'edit_contents',
  'enable_viewer_info',
  'invite_editor',
  'invite_viewer',
  'invite_viewer_no_comment',
  'relinquish_membership',
  'unmount',
  'unshare',
  'leave_a_copy',
  'share_link',
  'create_link',
  'create_view_link',
  'create_edit_link',
  'set_access_inheritance',
);

const listArgument = struct({
  limit: withDefault(integer(1, 1000), 1000),
  actions: optional(list(folderAction)),
});

type FolderCursor = {
  readonly account: string;
  readonly afterNamespace: number;
  readonly limit: number;
};

/** The two lists differ in that one is for working with folders, and the other for mounting them. */
const lists = {
  'sharing/list_folders': () => true,
  'sharing/list_mountable_folders': (folder: SharedFolder) =>
    folder.namespace.kind === 'shared-folder',
} as const;

type ListName = keyof typeof lists;

export const listSharedFolders: Route = listRoute('sharing/list_folders');
export const listSharedFoldersContinue: Route = continueRoute('sharing/list_folders');
export const listMountableFolders: Route = listRoute('sharing/list_mountable_folders');
export const listMountableFoldersContinue: Route = continueRoute('sharing/list_mountable_folders');

export const getSharedFolder: Route = rpc({
  name: 'sharing/get_folder_metadata',
  auth: 'user',
  scope: 'sharing.read',
  appFolder: false,
  argument: struct({ shared_folder_id: sharedFolderId, actions: optional(list(folderAction)) }),
  handle: (call, argument) =>
    sharedFolderMetadata(
      call.service,
      call.view,
      findSharedFolder(call, argument.shared_folder_id),
    ),
});

function listRoute(name: ListName): Route {
  return rpc({
    name,
    auth: 'user',
    scope: 'sharing.read',
    appFolder: false,
    argument: listArgument,
    handle: (call, { limit }) =>
      page(call, name, { account: call.account.id, afterNamespace: 0, limit }),
  });
}

function continueRoute(name: ListName): Route {
  return rpc({
    name: `${name}/continue`,
    auth: 'user',
    scope: 'sharing.read',
    appFolder: false,
    argument: struct({ cursor: string() }),
    handle(call, argument) {
      const cursor = call.service.sealer.open(name, argument.cursor) as FolderCursor | undefined;
      if (cursor?.account !== call.account.id) throw routeError(tag('invalid_cursor'));
      return page(call, name, cursor);
    },
  });
}

function page(call: UserCall, name: ListName, cursor: FolderCursor): JsonObject {
  const { service, view, account } = call;
  const folders = sharedFoldersOf(service, account.id).filter(
    (folder) => lists[name](folder) && folder.namespace.id > cursor.afterNamespace,
  );
  const shown = folders.slice(0, cursor.limit);
  const last = shown.at(-1);
  return {
    entries: shown.map((folder) => sharedFolderMetadata(service, view, folder)),
    cursor:
      folders.length > cursor.limit && last !== undefined
        ? service.sealer.seal(name, { ...cursor, afterNamespace: last.namespace.id })
        : undefined,
  };
}
