import type { Account } from '../../account/account.ts';
import { contentOf } from '../../download/download-route.ts';
import { path } from '../../path/path-schemas.ts';
import type { UserOrAppCall } from '../../route/call.ts';
import { download, type Route, rpc } from '../../route/route.ts';
import { optional } from '../../schema/field.ts';
import { string } from '../../schema/string.ts';
import { struct } from '../../schema/struct.ts';
import { routeError } from '../../wire/call-refused.ts';
import { tag } from '../../wire/tagged.ts';
import { followLink } from './follow-link.ts';
import { linkMetadata } from './link-metadata.ts';

const linkArgument = struct({
  url: string(),
  path: optional(path),
  link_password: optional(string()),
});

export const getSharedLinkMetadata: Route = rpc({
  name: 'sharing/get_shared_link_metadata',
  auth: 'user-or-app',
  scope: 'sharing.read',
  argument: linkArgument,
  handle(call, argument) {
    const viewer = accountOf(call);
    const { link, entry } = followLink(call.service, requestOf(argument), viewer);
    return linkMetadata(call.service, link, entry, viewer?.id);
  },
});

export const getSharedLinkFile: Route = download({
  name: 'sharing/get_shared_link_file',
  auth: 'user-or-app',
  scope: 'sharing.read',
  argument: linkArgument,
  handle(call, argument) {
    const viewer = accountOf(call);
    const { link, entry } = followLink(call.service, requestOf(argument), viewer);
    if (entry.kind === 'folder') throw routeError(tag('shared_link_is_directory'));
    if (!link.settings.allowDownload && viewer?.id !== link.owner) {
      throw routeError(tag('shared_link_access_denied'));
    }
    return {
      result: linkMetadata(call.service, link, entry, viewer?.id),
      content: contentOf(call, entry),
    };
  },
});

export function accountOf(call: UserOrAppCall): Account | undefined {
  return call.view === undefined ? undefined : call.account;
}

function requestOf(argument: {
  readonly url: string;
  readonly path: string | undefined;
  readonly link_password: string | undefined;
}): Parameters<typeof followLink>[1] {
  return { url: argument.url, path: argument.path, password: argument.link_password };
}
