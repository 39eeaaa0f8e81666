import type { Call } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { withDefault } from '../schema/field.ts';
import { integer } from '../schema/number.ts';
import { string } from '../schema/string.ts';
import { struct } from '../schema/struct.ts';
import type { View } from '../view/view.ts';
import { malformed, routeError } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';
import { hasChangesSince } from './has-changes-since.ts';
import type { ListingCursor } from './listing-cursor.ts';

export const longpoll: Route = rpc({
  name: 'files/list_folder/longpoll',
  host: 'notify',
  auth: 'none',
  scope: 'files.metadata.read',
  argument: struct({
    cursor: string({ minLength: 1 }),
    timeout: withDefault(integer(30, 480), 30),
  }),
  async handle(call, argument) {
    const cursor = openForPolling(call, argument.cursor);
    const changes = await waitForChanges(call, cursor, argument.timeout * 1000);
    return { changes, backoff: call.service.behaviour.longpollBackoff };
  },
});

function openForPolling({ service }: Call, text: string): ListingCursor {
  const decoded = service.cursors.decode(text);
  if (decoded.kind === 'invalidated') throw routeError(tag('reset'));
  // Cursors with media info have not been good for polling since such listings have no effect.
  if (decoded.kind === 'unknown' || decoded.cursor.scope.includeMediaInfo) {
    throw malformed('request body: cursor: unsupported cursor type');
  }
  return decoded.cursor;
}

/** True as soon as anything changes that the account sees under the cursor's path root, in its folder or not. */
async function waitForChanges(
  call: Call,
  cursor: ListingCursor,
  milliseconds: number,
): Promise<boolean> {
  const { service, tree, signal } = call;
  const { account, root } = cursor.scope;
  const currentView = (): View | undefined => service.views.view(account, root);
  const { position } = cursor;
  if (position.phase !== 'changes') return true;
  const isChanged = (): boolean => {
    const view = currentView();
    return view === undefined || hasChangesSince(tree, view, position.since);
  };
  if (isChanged()) return true;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const stopListening = tree.changes.onChange(() => {
    if (isChanged()) resolve(true);
  });
  const stopWaiting = service.clock.after(milliseconds, () => resolve(false));
  const leave = (): void => resolve(false);
  signal.addEventListener('abort', leave);
  try {
    return await promise;
  } finally {
    stopListening();
    stopWaiting();
    signal.removeEventListener('abort', leave);
  }
}
