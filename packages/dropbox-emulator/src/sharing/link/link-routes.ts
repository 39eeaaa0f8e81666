import type { JsonObject } from '../../json/json-value.ts';
import { underTag } from '../../path/path-refused.ts';
import { readPath } from '../../path/path-schemas.ts';
import { parentOf } from '../../path/split-path.ts';
import type { UserCall } from '../../route/call.ts';
import { type Route, rpc } from '../../route/route.ts';
import { boolean } from '../../schema/boolean.ts';
import { optional, withDefault } from '../../schema/field.ts';
import { string } from '../../schema/string.ts';
import { struct } from '../../schema/struct.ts';
import type { Entry } from '../../tree/entry.ts';
import { lookUp } from '../../view/look-up.ts';
import { routeError } from '../../wire/call-refused.ts';
import { tag, tagged } from '../../wire/tagged.ts';
import { linkMetadata } from './link-metadata.ts';
import { applySettings, openLink, settingsArgument } from './link-settings.ts';
import type { SharedLink } from './shared-link-store.ts';

const noSettings = settingsArgument.decode({});

export const createSharedLink: Route = rpc({
  name: 'sharing/create_shared_link_with_settings',
  auth: 'user',
  scope: 'sharing.write',
  argument: struct({ path: readPath, settings: optional(settingsArgument) }),
  handle(call, argument) {
    const { service, account } = call;
    const entry = underTag('path', () => lookUp(call, argument.path));
    if (!account.emailVerified) throw routeError(tag('email_not_verified'));
    const [existing] = service.sharedLinks.list(account.id, [entry.id]);
    if (existing !== undefined) {
      const metadata = linkMetadata(service, existing, entry, account.id);
      throw routeError(tagged('shared_link_already_exists', tagged('metadata', metadata)));
    }
    const now = Math.floor(service.clock.now() / 1000);
    const settings = applySettings(account, openLink, argument.settings ?? noSettings, now);
    const link = service.sharedLinks.create(account.id, entry, settings);
    return linkMetadata(service, link, entry, account.id);
  },
});

export const modifySharedLink: Route = rpc({
  name: 'sharing/modify_shared_link_settings',
  auth: 'user',
  scope: 'sharing.write',
  argument: struct({
    url: string(),
    settings: settingsArgument,
    remove_expiration: withDefault(boolean, false),
  }),
  handle(call, argument) {
    const { service, account } = call;
    const link = ownLink(call, argument.url);
    const now = Math.floor(service.clock.now() / 1000);
    const changed = applySettings(account, link.settings, argument.settings, now);
    const settings = argument.remove_expiration ? { ...changed, expires: undefined } : changed;
    service.sharedLinks.update(link.id, settings);
    return linkMetadata(service, { ...link, settings }, linkedEntry(call, link), account.id);
  },
});

export const revokeSharedLink: Route = rpc({
  name: 'sharing/revoke_shared_link',
  auth: 'user',
  scope: 'sharing.write',
  argument: struct({ url: string() }),
  handle(call, { url }) {
    if (URL.parse(url) === null) throw routeError(tag('shared_link_malformed'));
    call.service.sharedLinks.revoke(ownLink(call, url).id);
    return null;
  },
});

const purpose = 'shared link cursor';

const maxLinksPerPage = 200;

type LinksCursor = {
  readonly account: string;
  readonly entries: readonly string[] | null;
  readonly start: number;
};

export const listSharedLinks: Route = rpc({
  name: 'sharing/list_shared_links',
  auth: 'user',
  scope: 'sharing.read',
  argument: struct({
    path: optional(readPath),
    cursor: optional(string()),
    direct_only: optional(boolean),
  }),
  handle(call, argument) {
    const { account, service } = call;
    if (argument.cursor !== undefined) {
      const cursor = service.sealer.open(purpose, argument.cursor) as LinksCursor | undefined;
      if (cursor?.account !== account.id) throw routeError(tag('reset'));
      return linksPage(call, cursor);
    }
    const { path } = argument;
    const entries = path === undefined ? null : linkedBy(call, path, argument.direct_only === true);
    return linksPage(call, { account: account.id, entries, start: 0 });
  },
});

/** The entry itself, and the folders above it, whose links show it too. */
function linkedBy(call: UserCall, path: string, directOnly: boolean): readonly string[] {
  const { view } = call;
  const entry = underTag('path', () => lookUp(call, path));
  if (directOnly) return [entry.id];
  const ids = [entry.id];
  let key = parentOf(view.keyOf(entry.namespace, entry.key) ?? '');
  for (; key !== ''; key = parentOf(key)) {
    const folder = view.find(key);
    if (folder !== undefined) ids.push(folder.id);
  }
  return ids;
}

function linksPage(call: UserCall, cursor: LinksCursor): JsonObject {
  const { service, account } = call;
  const links = service.sharedLinks
    .list(account.id, cursor.entries ?? undefined)
    .flatMap((link) => {
      const entry = call.tree.findById(link.entry);
      return entry === undefined ? [] : [linkMetadata(service, link, entry, account.id)];
    });
  const end = cursor.start + maxLinksPerPage;
  const hasMore = links.length > end;
  return {
    links: links.slice(cursor.start, end),
    has_more: hasMore,
    cursor: hasMore ? service.sealer.seal(purpose, { ...cursor, start: end }) : undefined,
  };
}

function ownLink({ service, account }: UserCall, url: string): SharedLink {
  const link = service.sharedLinks.findByUrl(url);
  if (link === undefined) throw routeError(tag('shared_link_not_found'));
  if (link.owner !== account.id) throw routeError(tag('shared_link_access_denied'));
  return link;
}

function linkedEntry({ tree }: UserCall, link: SharedLink): Entry {
  const entry = tree.findById(link.entry);
  if (entry === undefined) throw routeError(tag('shared_link_not_found'));
  return entry;
}
