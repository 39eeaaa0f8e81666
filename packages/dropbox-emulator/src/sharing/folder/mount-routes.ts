import { conflictName } from '../../change/conflict-name.ts';
import { pathKey } from '../../path/path-key.ts';
import { parentOf } from '../../path/split-path.ts';
import type { UserCall } from '../../route/call.ts';
import { type Route, rpc } from '../../route/route.ts';
import { struct } from '../../schema/struct.ts';
import type { FolderEntry, NamespaceId } from '../../tree/entry.ts';
import type { View } from '../../view/view.ts';
import { routeError } from '../../wire/call-refused.ts';
import { tag, taggedStruct } from '../../wire/tagged.ts';
import { accessError, findSharedFolder, sharedFolderId } from './find-shared-folder.ts';
import { type SharedFolder, sharedFolderMetadata } from './shared-folder-metadata.ts';

const mountArgument = struct({ shared_folder_id: sharedFolderId });

export const mountFolder: Route = rpc({
  name: 'sharing/mount_folder',
  auth: 'user',
  scope: 'sharing.write',
  appFolder: false,
  argument: mountArgument,
  handle(call, argument) {
    const { service, account } = call;
    const folder = findSharedFolder(call, argument.shared_folder_id);
    if (mountPointOf(call, folder.namespace.id) !== undefined) {
      throw routeError(tag('already_mounted'));
    }
    if (folder.namespace.kind === 'team-folder') throw routeError(tag('not_mountable'));
    checkQuota(call, folder);
    mountAtHome(call, folder);
    const view = service.views.view(account.id, call.view.root.namespace) ?? call.view;
    return sharedFolderMetadata(service, view, folder);
  },
});

export const unmountFolder: Route = rpc({
  name: 'sharing/unmount_folder',
  auth: 'user',
  scope: 'sharing.write',
  appFolder: false,
  argument: mountArgument,
  handle(call, argument) {
    const { tree } = call;
    const { namespace } = findSharedFolder(call, argument.shared_folder_id);
    if (namespace.kind === 'team-folder') throw routeError(tag('not_unmountable'));
    const point = mountPointOf(call, namespace.id);
    if (point === undefined) throw accessError('unmounted');
    tree.changes.write(() => {
      tree.remove(point);
      tree.deletions.insert(point.namespace, point.path, false);
    });
    return null;
  },
});

/** Where the account has mounted a namespace, somewhere in its home. */
function mountPointOf(call: UserCall, namespace: NamespaceId): FolderEntry | undefined {
  const home = homeView(call);
  return call.tree.mountsOf(namespace).find((point) => home.mountOf(point.namespace) !== undefined);
}

function homeView({ service, account }: UserCall): View {
  const view = service.views.view(account.id, account.home);
  if (view === undefined) throw new Error(`Account ${account.id} cannot see its home.`);
  return view;
}

/** What is shared with an account counts for it as soon as it is invited, so it can be over its quota here. */
function checkQuota({ service, account }: UserCall, { namespace }: SharedFolder): void {
  const used = service.accounts.usedBy(account.id);
  if (used <= account.quota) return;
  throw routeError(
    taggedStruct('insufficient_quota', {
      space_needed: namespace.used,
      space_shortage: used - account.quota,
      space_left: Math.max(account.quota - (used - namespace.used), 0),
    }),
  );
}

/** Directly in the home folder, by the folder's own name or the next one that is free. */
function mountAtHome({ tree, account }: UserCall, { namespace }: SharedFolder): void {
  tree.changes.write(() => {
    const home = tree.rootOf(account.home);
    let path = `/${namespace.name}`;
    for (let attempt = 1; tree.find(home.namespace, pathKey(path)) !== undefined; attempt++) {
      path = `${parentOf(path)}/${conflictName(namespace.name, attempt, 'taken', 'folder')}`;
    }
    tree.setMount(tree.insertFolder(home, path), namespace.id);
    tree.touchAll(namespace.id);
  });
}
