import { type AccountId, rootOfAccount } from '../../account/account.ts';
import type { JsonObject } from '../../json/json-value.ts';
import { nameOf } from '../../path/split-path.ts';
import type { Service } from '../../service/service.ts';
import type { Entry } from '../../tree/entry.ts';
import { formatRev } from '../../tree/rev.ts';
import { formatTimestamp } from '../../wire/format-timestamp.ts';
import { type Tagged, tag, taggedStruct } from '../../wire/tagged.ts';
import type { SharedLink, SharedLinkSettings } from './shared-link-store.ts';

/** SharedLinkMetadata of what a link leads to. Only the owner is told where that is. */
export function linkMetadata(
  service: Service,
  link: SharedLink,
  entry: Entry,
  viewer: AccountId | undefined,
): Tagged {
  const isOwner = viewer === link.owner;
  const owner = service.accounts.get(link.owner);
  const key = service.views.view(owner.id, rootOfAccount(owner))?.keyOf(entry.namespace, entry.key);
  const { expires } = link.settings;
  const common: JsonObject = {
    url: link.url,
    id: entry.id,
    name: nameOf(entry.path),
    expires: expires === undefined ? undefined : formatTimestamp(expires),
    path_lower: isOwner ? key : undefined,
    link_permissions: permissions(link.settings, isOwner, owner.type !== 'basic'),
  };
  if (entry.kind === 'folder') return taggedStruct('folder', common);
  const { revision } = entry;
  return taggedStruct('file', {
    ...common,
    client_modified: formatTimestamp(revision.clientModified),
    server_modified: formatTimestamp(Math.floor(revision.stamp / 1_000_000)),
    rev: formatRev(revision.stamp, revision.namespace),
    size: revision.size,
  });
}

function permissions(settings: SharedLinkSettings, isOwner: boolean, isPaid: boolean): JsonObject {
  const visibility = visibilityOf(settings);
  return {
    resolved_visibility: tag(visibility),
    ...(isOwner ? { requested_visibility: tag(visibility) } : {}),
    can_revoke: isOwner,
    effective_audience: tag(settings.audience),
    link_access_level: tag('viewer'),
    visibility_policies: (['public', 'team_only', 'password'] as const).map((policy) => ({
      policy: tag(policy),
      resolved_policy: tag(policy),
      allowed: policy === 'public' || isPaid,
    })),
    can_set_expiry: isOwner && isPaid,
    can_remove_expiry: isOwner && isPaid,
    allow_download: settings.allowDownload,
    can_allow_download: true,
    can_disallow_download: isOwner && isPaid,
    allow_comments: true,
    team_restricts_comments: false,
    can_set_password: isOwner && isPaid,
    can_remove_password: isOwner && isPaid,
    require_password: settings.password !== undefined,
    can_use_extended_sharing_controls: isPaid,
  };
}

function visibilityOf({ audience, password }: SharedLinkSettings): string {
  if (audience === 'public') return password === undefined ? 'public' : 'password';
  if (audience === 'team') return password === undefined ? 'team_only' : 'team_and_password';
  return audience === 'members' ? 'shared_folder_only' : 'no_one';
}
