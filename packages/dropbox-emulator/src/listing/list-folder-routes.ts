import type { JsonObject } from '../json/json-value.ts';
import { underTag } from '../path/path-refused.ts';
import type { UserOrAppCall } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { string } from '../schema/string.ts';
import { struct } from '../schema/struct.ts';
import type { Service } from '../service/service.ts';
import { accountOf } from '../sharing/link/follow-routes.ts';
import { lookUpFolder } from '../view/look-up.ts';
import type { View } from '../view/view.ts';
import { malformed, routeError } from '../wire/call-refused.ts';
import { tagged } from '../wire/tagged.ts';
import { linkedFolder } from './linked-folder.ts';
import { type ListingPage, listPage } from './list-page.ts';
import { type ListingArgument, listingArgument } from './listing-argument.ts';
import type { ListingScope } from './listing-cursor.ts';
import { openCursor } from './open-cursor.ts';
import { startOfSnapshot } from './snapshot.ts';

export const listFolder: Route = rpc({
  name: 'files/list_folder',
  auth: 'user-or-app',
  scope: 'files.metadata.read',
  argument: listingArgument,
  handle(call, argument) {
    const { service, tree } = call;
    const { scope, view } = beginListing(call, argument);
    const cursor = { scope, position: startOfSnapshot(tree, view, scope) };
    if (service.behaviour.emptyFirstPage) {
      return pageResult(service, { entries: [], cursor, hasMore: true });
    }
    return pageResult(service, listPage(service, view, cursor));
  },
});

export const listFolderContinue: Route = rpc({
  name: 'files/list_folder/continue',
  auth: 'user-or-app',
  scope: 'files.metadata.read',
  argument: struct({ cursor: string({ minLength: 1 }) }),
  handle(call, argument) {
    const { cursor, view } = openCursor(call, argument.cursor);
    const page = underTag('path', () => listPage(call.service, view, cursor));
    return pageResult(call.service, page);
  },
});

export const getLatestCursor: Route = rpc({
  name: 'files/list_folder/get_latest_cursor',
  auth: 'user',
  scope: 'files.metadata.read',
  argument: listingArgument,
  handle(call, argument) {
    const { scope } = beginListing(call, argument);
    const position = { phase: 'changes', since: call.tree.changes.sequence } as const;
    return { cursor: call.service.cursors.encode({ scope, position }) };
  },
});

interface Listing {
  readonly scope: ListingScope;
  readonly view: View;
}

/** A listing of the caller's own tree, or of a folder behind a shared link. */
function beginListing(call: UserOrAppCall, argument: ListingArgument): Listing {
  const [template] = argument.include_property_groups?.value ?? [];
  if (template !== undefined) {
    throw routeError(tagged('template_error', tagged('template_not_found', template)));
  }
  const { shared_link: link } = argument;
  if (link !== undefined) {
    if (argument.recursive) {
      throw malformed('request body: recursive: a shared link can only be listed folder by folder');
    }
    const request = { ...link, path: argument.path === '' ? undefined : argument.path };
    const found = linkedFolder(call.service, request, accountOf(call));
    return { view: found.view, scope: scopeOf(found.view, found.key, argument, found.link) };
  }
  if (call.view === undefined) {
    throw malformed('request body: shared_link: an app by itself can only list shared links');
  }
  const { view } = call;
  // The one place where the service takes an empty component: rclone has listed the folders of a root so for years.
  const path = argument.path.replace(/^\/\/(?=[^/])/, '/');
  const { key } = underTag('path', () => lookUpFolder({ tree: call.tree, view }, path));
  return { view, scope: scopeOf(view, key, argument, undefined) };
}

function scopeOf(
  view: View,
  folder: string,
  argument: ListingArgument,
  link: string | undefined,
): ListingScope {
  return {
    account: view.account,
    root: view.root.namespace,
    link,
    folder,
    recursive: argument.recursive,
    includeDeleted: argument.include_deleted,
    includeMountedFolders: argument.include_mounted_folders,
    includeNonDownloadableFiles: argument.include_non_downloadable_files,
    includeMediaInfo: argument.include_media_info,
    includeHasExplicitSharedMembers: argument.include_has_explicit_shared_members,
    includeRestorableInfo: argument.include_restorable_info,
    limit: argument.limit,
  };
}

function pageResult(service: Service, page: ListingPage): JsonObject {
  return {
    entries: page.entries,
    cursor: service.cursors.encode(page.cursor),
    has_more: page.hasMore,
  };
}
