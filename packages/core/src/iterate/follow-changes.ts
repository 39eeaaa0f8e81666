import { sleep } from '../clock/sleep.ts';
import type { StorageProviderWith } from '../provider/capability.ts';
import type { ChangePage, WaitRequest } from '../provider/change-feed.ts';

/**
 * The changes after a cursor, page by page, for ever: pulls while there is more, then waits for the next change.
 * Each page carries the cursor that continues after it. Ends by its signal, or by leaving the loop.
 *
 * @throws StorageError `cursor-expired` when the feed cannot continue, and whatever else the feed fails with
 */
export async function* followChanges(
  provider: Pick<StorageProviderWith<'changes'>, 'changes'>,
  request: WaitRequest,
): AsyncGenerator<ChangePage, never, undefined> {
  const { signal, timeoutMs } = request;
  let cursor = request.cursor;
  let pauseMs = 0;
  for (;;) {
    const page = await provider.changes.pull({ cursor, signal });
    yield page;
    cursor = page.cursor;
    let changed = page.more;
    while (!changed) {
      // What the store asks for concerns the next wait: a change that is there is pulled at once.
      if (pauseMs > 0) await sleep(pauseMs, signal);
      const result = await provider.changes.wait({ cursor, timeoutMs, signal });
      pauseMs = result.retryAfterMs ?? 0;
      changed = result.changed;
    }
  }
}
