import { type Account, rootOfAccount } from '../../account/account.ts';
import { pathKey } from '../../path/path-key.ts';
import { isMalformedPath } from '../../path/path-rules.ts';
import type { Service } from '../../service/service.ts';
import type { Entry } from '../../tree/entry.ts';
import type { View } from '../../view/view.ts';
import { routeError } from '../../wire/call-refused.ts';
import { tag } from '../../wire/tagged.ts';
import type { SharedLink } from './shared-link-store.ts';

export interface LinkRequest {
  readonly url: string;
  /** From the linked folder on. */
  readonly path?: string | undefined;
  readonly password: string | undefined;
}

export interface OpenedLink {
  readonly link: SharedLink;
  readonly entry: Entry;
  /** What the owner of the link sees. */
  readonly view: View;
}

/**
 * Follows a link as somebody who was given it. `viewer` is undefined for those who are not signed in.
 *
 * @throws CallRefused with a SharedLinkError
 */
export function followLink(
  service: Service,
  request: LinkRequest,
  viewer: Account | undefined,
): OpenedLink {
  const link = service.sharedLinks.findByUrl(request.url);
  if (link === undefined || service.sharedLinks.hasExpired(link)) throw notFound();
  const owner = service.accounts.get(link.owner);
  checkAudience(link, owner, viewer);
  const { password } = link.settings;
  if (password !== undefined && request.password !== password && viewer?.id !== owner.id) {
    throw routeError(tag('shared_link_access_denied'));
  }
  const view = service.views.view(owner.id, rootOfAccount(owner));
  const linked = view?.findById(link.entry);
  if (view === undefined || linked === undefined) throw notFound();
  const entry = request.path === undefined ? linked : below(view, linked, request.path);
  return { link, entry, view };
}

function checkAudience(link: SharedLink, owner: Account, viewer: Account | undefined): void {
  const { audience } = link.settings;
  if (viewer?.id === owner.id || audience === 'public') return;
  const team = owner.membership?.team.id;
  const isTeammate = team !== undefined && viewer?.membership?.team.id === team;
  if (!(audience === 'team' && isTeammate)) throw routeError(tag('shared_link_access_denied'));
}

function below(view: View, folder: Entry, path: string): Entry {
  if (path === '' || path === '/') return folder;
  if (isMalformedPath(path) || folder.kind === 'file') throw notFound();
  const start = view.keyOf(folder.namespace, folder.key) ?? '';
  const entry = view.find(start + pathKey(path));
  if (entry === undefined) throw notFound();
  return entry;
}

function notFound(): Error {
  return routeError(tag('shared_link_not_found'));
}
