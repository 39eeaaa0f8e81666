import { type Access, type AccountId, displayName } from '../../account/account.ts';
import type { JsonObject } from '../../json/json-value.ts';
import type { Service } from '../../service/service.ts';
import type { NamespaceId } from '../../tree/entry.ts';
import type { Namespace } from '../../tree/namespace-table.ts';
import type { View } from '../../view/view.ts';
import { formatTimestamp } from '../../wire/format-timestamp.ts';
import { tag } from '../../wire/tagged.ts';

/** A namespace that several accounts may see, and what the caller may do in it. */
export interface SharedFolder {
  readonly namespace: Namespace;
  readonly access: Access;
  /** Milliseconds since 1970. */
  readonly invitedAt: number;
}

/** All shared folders that an account has a hold of, mounted or not. */
export function sharedFoldersOf(service: Service, account: AccountId): readonly SharedFolder[] {
  return service.accounts.grantsOf(account).flatMap(({ namespace: id, access, invitedAt }) => {
    const namespace = service.tree.namespaces.get(id);
    const isShared = namespace?.kind === 'shared-folder' || namespace?.kind === 'team-folder';
    return isShared ? [{ namespace, access, invitedAt }] : [];
  });
}

/** SharedFolderMetadata. Only a mounted folder has a path. */
export function sharedFolderMetadata(
  service: Service,
  view: View,
  { namespace, access, invitedAt }: SharedFolder,
): JsonObject {
  const mount = view.mountOf(namespace.id);
  const isTeamFolder = namespace.kind === 'team-folder';
  return {
    access_type: tag(access),
    is_inside_team_folder: false,
    is_team_folder: isTeamFolder,
    owner_display_names: ownersOf(service, namespace.id),
    ...(mount === undefined ? {} : { path_display: mount.path, path_lower: mount.key }),
    name: namespace.name,
    policy: {
      member_policy: tag('anyone'),
      resolved_member_policy: tag('anyone'),
      acl_update_policy: tag('editors'),
      shared_link_policy: tag('anyone'),
      viewer_info_policy: tag('enabled'),
    },
    preview_url: `https://www.dropbox.com/scl/fo/${namespace.id}/shared?dl=0`,
    shared_folder_id: String(namespace.id),
    time_invited: formatTimestamp(Math.floor(invitedAt / 1000)),
    access_inheritance: tag('inherit'),
    folder_id: service.tree.rootOf(namespace.id).id,
  };
}

function ownersOf(service: Service, namespace: NamespaceId): readonly string[] {
  return service.accounts
    .grantsIn(namespace)
    .filter(({ access }) => access === 'owner')
    .map(({ account }) => displayName(service.accounts.get(account)));
}
