import type { Node } from '../tree/node.ts';
import type { Attempts } from './attempts.ts';
import type { SendingContext } from './sending-context.ts';

export interface DueNodes {
  readonly nodes: readonly Node[];
  /** How long nothing else will be due, in milliseconds; undefined: until something changes. */
  readonly pause: number | undefined;
}

/** While a program goes on changing things, what is pending waits for it this many delays long at most. */
const mostDelays = 10;
/** This many changes are worth a round even while more are coming. */
const fullRound = 1000;

/**
 * What is to be sent now. Changes are sent when the user has come to rest, so that a thousand small ones go out
 * together, and what is done and undone in between does not go out at all; but not later than some time after the first.
 * Removals do not make a full round: no byte depends on them, and once the folder above is gone too one request does all.
 */
export function dueNodes(
  context: SendingContext,
  attempts: Attempts,
  delayMs: number,
  hurried: boolean,
): DueNodes {
  const { tree, environment, isWritten } = context;
  const now = environment.now();
  const span = tree.pendingSpan();
  if (span === undefined) return { nodes: [], pause: undefined };
  const quietIn = untilPast(span.newest + delayMs, now, delayMs);
  const overdue = (since: number) => now - since >= mostDelays * delayMs;
  const early = overdue(span.oldest) || span.count >= fullRound;
  if (!hurried && !early && quietIn > 0) return { nodes: [], pause: quietIn };
  const nodes: Node[] = [];
  let pause: number | undefined;
  for (const node of tree.pending()) {
    if (isWritten(node.ino)) continue;
    const { changedAt = 0, place } = node;
    const restsFor =
      place === undefined && !overdue(changedAt)
        ? quietIn
        : untilPast(changedAt + delayMs, now, delayMs);
    const wait = Math.max(hurried ? 0 : restsFor, attempts.restsUntil(node.ino) - now);
    if (wait <= 0) nodes.push(node);
    else pause = Math.min(pause ?? wait, wait);
  }
  return { nodes, pause };
}

/** How long until a moment. A clock that was set back must not hold up what was written, so never longer than `most`. */
function untilPast(moment: number, now: number, most: number): number {
  const wait = moment - now;
  return wait > most ? 0 : wait;
}
