import { isStorageError, type Outcome } from '@mooring/core';
import { persist } from '../client/persist.ts';
import { failed } from './outcome.ts';
import { planRounds, type RoundPlan } from './plan-rounds.ts';

export interface Rounds<Request, Value> extends RoundPlan<Request> {
  readonly requests: readonly Request[];
  /** What must hold of a request just before its round, or it fails alone. Only asks, so it may be repeated. */
  readonly check: (request: Request) => Promise<void>;
  /** Sends a round; answers with one outcome per request, in order. */
  readonly send: (requests: readonly Request[]) => Promise<readonly Outcome<Value>[]>;
  readonly signal: AbortSignal | undefined;
}

/** Sends the requests of a batch round by round, one after another, and brings the outcomes into order. */
export async function runRounds<Request, Value>(
  rounds: Rounds<Request, Value>,
): Promise<readonly Outcome<Value>[]> {
  const { requests, check, send, signal } = rounds;
  const outcomes: Outcome<Value>[] = [];
  const numbered = requests.map((request, index) => ({ index, request }));
  for (const round of planRounds(numbered, rounds)) {
    const refused = await Promise.all(
      round.map(({ request }) => refusalOf(persist(() => check(request), signal))),
    );
    const sound = round.filter((_, position) => refused[position] === undefined);
    const sent = sound.length === 0 ? [] : await send(sound.map(({ request }) => request));
    for (const [position, { index }] of round.entries()) {
      const refusal = refused[position];
      if (refusal !== undefined) outcomes[index] = refusal;
    }
    for (const [position, { index }] of sound.entries()) {
      outcomes[index] = sent[position] as Outcome<Value>;
    }
  }
  return outcomes;
}

async function refusalOf(check: Promise<void>): Promise<Outcome<never> | undefined> {
  try {
    await check;
    return undefined;
  } catch (error) {
    if (isStorageError(error)) return failed(error);
    throw error;
  }
}
