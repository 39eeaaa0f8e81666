import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import type { ControlAnswer, ControlRequest } from './control-protocol.ts';

export interface AskOptions {
  /** How long to wait for each answer, in milliseconds. For ever unless told. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Asks a running mount, and gives its answers as they come.
 *
 * @throws Error `ECONNREFUSED` or `ENOENT` where nobody listens, `ETIMEDOUT` where nobody answers in time
 */
export async function* askControl(
  address: string,
  request: ControlRequest,
  { timeoutMs = 0 }: AskOptions = {},
): AsyncGenerator<ControlAnswer, void, undefined> {
  const socket = connect(address);
  socket.setTimeout(timeoutMs, () => {
    socket.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }));
  });
  const failed = once(socket, 'error').then(([error]) => error as Error);
  try {
    await once(socket, 'connect');
    socket.write(`${JSON.stringify(request)}\n`);
    const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
    for (;;) {
      const next = await Promise.race([lines.next(), failed]);
      if (next instanceof Error) throw next;
      if (next.done === true) return;
      yield JSON.parse(next.value) as ControlAnswer;
    }
  } finally {
    socket.destroy();
  }
}
