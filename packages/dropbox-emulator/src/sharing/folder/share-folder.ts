import type { Account } from '../../account/account.ts';
import { descendantsOf } from '../../change/descendants.ts';
import { holdsMount } from '../../change/holds-mount.ts';
import { nameOf, parentOf } from '../../path/split-path.ts';
import type { Service } from '../../service/service.ts';
import type { FolderEntry, NamespaceId } from '../../tree/entry.ts';
import { routeError } from '../../wire/call-refused.ts';
import { tag, tagged } from '../../wire/tagged.ts';

/**
 * Makes a folder a namespace of its own, mounted where it was. What is in it keeps its ids and paths, and its files get
 * new revisions, as has been seen on the service.
 *
 * @throws CallRefused `bad_path` for a folder that has shared folders in it
 */
export function shareFolder(service: Service, owner: Account, folder: FolderEntry): NamespaceId {
  const { tree } = service;
  return tree.changes.write(() => {
    if (holdsMount(tree, folder)) {
      throw routeError(tagged('bad_path', tag('contains_shared_folder')));
    }
    const root = tree.createNamespace('shared-folder', nameOf(folder.path));
    service.accounts.grant(root.namespace, owner.id, 'owner');
    for (const entry of descendantsOf(tree, folder)) {
      const path = entry.path.slice(folder.path.length);
      tree.place(entry, root.namespace, path, parentOf(path) === '' ? root : undefined);
    }
    tree.setMount(folder, root.namespace);
    return root.namespace;
  });
}
