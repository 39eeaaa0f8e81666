import {
  isStorageError,
  type Outcome,
  type StorageError,
  type StorageErrorCode,
  sleep,
} from '@mooring/core';
import { persist } from '../client/persist.ts';
import { asUncertain } from '../error/certainty.ts';
import { backoffMs } from '../schedule/backoff.ts';
import { done, failed } from './outcome.ts';
import { wholeRefusals } from './whole-refusals.ts';

export interface BatchSettlement<Item, Value> {
  readonly items: readonly Item[];
  /** Sends a round; answers with one outcome per item, in order. */
  readonly send: (items: readonly Item[]) => Promise<readonly Outcome<Value>[]>;
  /** Asks the store whether the change of one item is there. */
  readonly ask: (item: Item) => Promise<Value | undefined>;
  /** What the store answers to a change that it made already. */
  readonly echoes: readonly StorageErrorCode[];
  readonly signal: AbortSignal | undefined;
}

/** How often a round is sent, for what it did not settle. */
const maxAttempts = 5;

/** How often a round is cut into halves. Enough to find two entries among a thousand. */
const mostCuts = 20;

/**
 * Sends a round of changes until each is settled. What the service was too busy for is sent again. If an answer got
 * lost, the round is sent again too, and an entry that then fails as a change fails that was made already is asked for.
 * So a lost answer costs requests for these entries only.
 */
export async function settleBatch<Item, Value>(
  settlement: BatchSettlement<Item, Value>,
): Promise<readonly Outcome<Value>[]> {
  const { items, send, ask, echoes, signal } = settlement;
  const outcomes = new Map<Item, Outcome<Value>>();
  let pending = items;
  let lost = false;

  async function judge(item: Item, outcome: Outcome<Value>): Promise<Outcome<Value>> {
    if (outcome.status === 'done' || !lost || !echoes.includes(outcome.error.code)) return outcome;
    try {
      const value = await persist(() => ask(item), signal);
      return value === undefined ? outcome : done(value);
    } catch (error) {
      if (!isStorageError(error)) throw error;
      return failed(asUncertain(error));
    }
  }

  for (let attempt = 1; pending.length > 0; attempt++) {
    const answers = await sendParts(send, pending, { left: mostCuts });
    const judged = await Promise.all(answers.map(([item, outcome]) => judge(item, outcome)));
    for (const [index, outcome] of judged.entries()) outcomes.set(pending[index] as Item, outcome);
    const failures = judged.flatMap((outcome) =>
      outcome.status === 'failed' ? outcome.error : [],
    );
    lost ||= failures.some(({ mayHaveApplied }) => mayHaveApplied);
    pending = pending.filter((item) => isPassing(outcomes.get(item)));
    if (pending.length === 0 || attempt === maxAttempts) break;
    await sleep(longestBackoff(attempt, failures), signal);
  }
  return items.map((item) => outcomes.get(item) as Outcome<Value>);
}

/**
 * A round that fails as a whole is a failure of each of its entries. One that the service refuses is sent in halves, since
 * a single entry that it cannot read is enough for that.
 *
 * @param cuts how often what is refused may be cut, so that a refusal that is meant for all of them costs little
 */
async function sendParts<Item, Value>(
  send: BatchSettlement<Item, Value>['send'],
  items: readonly Item[],
  cuts: { left: number },
): Promise<readonly (readonly [Item, Outcome<Value>])[]> {
  try {
    const outcomes = await send(items);
    return items.map((item, index) => [item, outcomes[index] as Outcome<Value>] as const);
  } catch (error) {
    if (!isStorageError(error)) throw error;
    if (!isStorageError(error, ...wholeRefusals) || items.length === 1 || cuts.left === 0) {
      return items.map((item) => [item, failed(error)] as const);
    }
    cuts.left--;
    const middle = Math.ceil(items.length / 2);
    const first = await sendParts(send, items.slice(0, middle), cuts);
    return [...first, ...(await sendParts(send, items.slice(middle), cuts))];
  }
}

function isPassing(outcome: Outcome<unknown> | undefined): boolean {
  return outcome?.status === 'failed' && outcome.error.retryable;
}

function longestBackoff(attempt: number, failures: readonly StorageError[]): number {
  return Math.max(...failures.map((error) => backoffMs(attempt, error)));
}
