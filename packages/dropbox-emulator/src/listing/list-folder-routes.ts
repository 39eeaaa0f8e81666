import type { JsonObject } from '../json/json-value.ts';
import { underTag } from '../path/path-refused.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { string } from '../schema/string.ts';
import { struct } from '../schema/struct.ts';
import { lookUpFolder } from '../view/look-up.ts';
import { routeError } from '../wire/call-refused.ts';
import { tagged } from '../wire/tagged.ts';
import { type ListingPage, listPage } from './list-page.ts';
import { type ListingArgument, listingArgument } from './listing-argument.ts';
import type { ListingScope } from './listing-cursor.ts';
import { openCursor } from './open-cursor.ts';
import { startOfSnapshot } from './snapshot.ts';

export const listFolder: Route = rpc({
  name: 'files/list_folder',
  auth: 'user',
  scope: 'files.metadata.read',
  argument: listingArgument,
  handle(call, argument) {
    const scope = scopeOf(call, argument);
    const position = startOfSnapshot(call.tree, call.view, scope);
    if (call.service.behaviour.emptyFirstPage) {
      return pageResult(call, { entries: [], cursor: { scope, position }, hasMore: true });
    }
    return pageResult(call, listPage(call.service, call.view, { scope, position }));
  },
});

export const listFolderContinue: Route = rpc({
  name: 'files/list_folder/continue',
  auth: 'user',
  scope: 'files.metadata.read',
  argument: struct({ cursor: string({ minLength: 1 }) }),
  handle(call, argument) {
    const cursor = openCursor(call.service, argument.cursor, call);
    return pageResult(
      call,
      underTag('path', () => listPage(call.service, call.view, cursor)),
    );
  },
});

export const getLatestCursor: Route = rpc({
  name: 'files/list_folder/get_latest_cursor',
  auth: 'user',
  scope: 'files.metadata.read',
  argument: listingArgument,
  handle(call, argument) {
    const scope = scopeOf(call, argument);
    const position = { phase: 'changes', since: call.tree.changes.sequence } as const;
    return { cursor: call.service.cursors.encode({ scope, position }) };
  },
});

function scopeOf(call: UserCall, argument: ListingArgument): ListingScope {
  // The one place where the service takes an empty component: rclone has listed the folders of a root so for years.
  const path = argument.path.replace(/^\/\/(?=[^/])/, '/');
  const folder = underTag('path', () => lookUpFolder(call, path)).key;
  const [template] = argument.include_property_groups?.value ?? [];
  if (template !== undefined) {
    throw routeError(tagged('template_error', tagged('template_not_found', template)));
  }
  return {
    account: call.account.id,
    root: call.view.root.namespace,
    folder,
    recursive: argument.recursive,
    includeDeleted: argument.include_deleted,
    includeMountedFolders: argument.include_mounted_folders,
    includeNonDownloadableFiles: argument.include_non_downloadable_files,
    includeMediaInfo: argument.include_media_info,
    includeHasExplicitSharedMembers: argument.include_has_explicit_shared_members,
    includePropertyGroups: false,
    includeRestorableInfo: argument.include_restorable_info,
    limit: argument.limit,
  };
}

function pageResult(call: UserCall, page: ListingPage): JsonObject {
  return {
    entries: page.entries,
    cursor: call.service.cursors.encode(page.cursor),
    has_more: page.hasMore,
  };
}
