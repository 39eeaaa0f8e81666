import type { Account } from '../account/account.ts';
import type { Service } from '../service/service.ts';
import type { View } from '../view/view.ts';
import { malformed, routeError } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';
import type { ListingCursor } from './listing-cursor.ts';

/**
 * The cursor that a caller sends back. It holds for the account and the path root that it was made for.
 *
 * @throws CallRefused `reset` when it cannot be continued any more
 */
export function openCursor(
  service: Service,
  text: string,
  caller: { readonly account: Account; readonly view: View },
): ListingCursor {
  const decoded = service.cursors.decode(text);
  switch (decoded.kind) {
    case 'unknown':
      throw malformed(`Invalid "cursor" parameter: '${text}'`);
    case 'invalidated':
      throw routeError(tag('reset'));
    case 'valid': {
      const { scope } = decoded.cursor;
      const isOwn =
        scope.account === caller.account.id && scope.root === caller.view.root.namespace;
      if (!isOwn) throw malformed(`Invalid "cursor" parameter: '${text}'`);
      return decoded.cursor;
    }
  }
}
