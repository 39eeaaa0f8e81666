import type { UserOrAppCall } from '../route/call.ts';
import type { View } from '../view/view.ts';
import { type CallRefused, malformed, routeError } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';
import type { ListingCursor } from './listing-cursor.ts';

export interface OpenedCursor {
  readonly cursor: ListingCursor;
  /** What the listing is of. */
  readonly view: View;
}

/**
 * The cursor that a caller sends back. It holds for the account and the path root that it was made for; one that came by
 * a shared link holds for everybody as long as the link does.
 *
 * @throws CallRefused `reset` when it cannot be continued any more
 */
export function openCursor(call: UserOrAppCall, text: string): OpenedCursor {
  const { service } = call;
  const decoded = service.cursors.decode(text);
  if (decoded.kind === 'unknown') throw invalid(text);
  if (decoded.kind === 'invalidated') throw routeError(tag('reset'));
  const { cursor } = decoded;
  const { account, root, link } = cursor.scope;
  if (link === undefined) {
    const { view } = call;
    const isOwn = view?.account === account && view.root.namespace === root;
    if (!isOwn) throw invalid(text);
    return { cursor, view };
  }
  const view = service.views.view(account, root);
  const isGone = service.sharedLinks.find(link) === undefined;
  if (isGone || view === undefined) throw routeError(tag('reset'));
  return { cursor, view };
}

function invalid(text: string): CallRefused {
  return malformed(`Invalid "cursor" parameter: '${text}'`);
}
