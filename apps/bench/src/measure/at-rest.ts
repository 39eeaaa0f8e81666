import type { RequestCounters } from '@mooring/dropbox-emulator';

/** The long wait for changes of other devices is no work. */
export const idleRoute = 'files/list_folder/longpoll';

const mostMs = 300_000;

/** Resolves when no request but the wait for changes has ended for so long, or at the latest after five minutes. */
export async function atRest(requests: RequestCounters, quietMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const deadline = setTimeout(resolve, mostMs);
  const quiet = setTimeout(resolve, quietMs);
  const unlisten = requests.onRequest(({ route }) => {
    if (route !== idleRoute) quiet.refresh();
  });
  await promise;
  unlisten();
  clearTimeout(deadline);
  clearTimeout(quiet);
}
