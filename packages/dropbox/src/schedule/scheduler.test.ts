import { setImmediate as settled } from 'node:timers/promises';
import { ManualClock } from '@mooring/core';
import { describe, expect, it } from 'vitest';
import { type Burden, Scheduler } from './scheduler.ts';

const read: Burden = { kind: 'read' };
const data: Burden = { kind: 'data' };
const wait: Burden = { kind: 'wait' };
const home: Burden = { kind: 'commit', namespaces: ['home'] };
const shared: Burden = { kind: 'commit', namespaces: ['shared'] };
const across: Burden = { kind: 'commit', namespaces: ['shared', 'home'] };

/** Which of these burdens the scheduler takes up at once. */
async function takenUp(scheduler: Scheduler, burdens: Readonly<Record<string, Burden>>) {
  const started: string[] = [];
  const controller = new AbortController();
  const calls = Object.entries(burdens).map(([name, burden]) =>
    scheduler.run(burden, async () => started.push(name), controller.signal).catch(() => undefined),
  );
  await settled();
  controller.abort();
  await Promise.all(calls);
  return started.sort();
}

const everything = { data, home, read, shared, wait };

describe('a refusal', () => {
  it.each([
    [
      'of a change, by the lock of its namespace',
      home,
      'namespace',
      ['data', 'read', 'shared', 'wait'],
    ],
    ['of a change, by the account', home, 'account', ['read', 'wait']],
    ['of a chunk, by the account', data, 'account', ['read', 'wait']],
    ['of a read, by the account', read, 'account', ['wait']],
  ] as const)('%s', async (_, burden, scope, going) => {
    const clock = new ManualClock();
    const scheduler = new Scheduler(clock);
    scheduler.refused(burden, { scope, retryAfterMs: 300_000 });
    expect(await takenUp(scheduler, everything)).toEqual(going);
    await clock.advance(300_000);
    expect(await takenUp(scheduler, everything)).toEqual(Object.keys(everything));
  });

  it('that names no time is waited out longer each time in a row', async () => {
    const clock = new ManualClock();
    const scheduler = new Scheduler(clock);
    const refuse = () => scheduler.refused(home, { scope: 'namespace', retryAfterMs: undefined });
    refuse();
    await clock.advance(1000);
    expect(await takenUp(scheduler, { home })).toEqual(['home']);
    refuse();
    await clock.advance(1000);
    expect(await takenUp(scheduler, { home })).toEqual([]);
    await clock.advance(1000);
    expect(await takenUp(scheduler, { home })).toEqual(['home']);
    scheduler.accepted(home);
    refuse();
    await clock.advance(1000);
    expect(await takenUp(scheduler, { home })).toEqual(['home']);
  });
});

it('refusals of calls that ran together count as one', async () => {
  const clock = new ManualClock();
  const scheduler = new Scheduler(clock);
  for (let call = 0; call < 8; call++) {
    scheduler.refused(read, { scope: 'account', retryAfterMs: undefined });
  }
  await clock.advance(1000);
  expect(await takenUp(scheduler, everything)).toEqual(Object.keys(everything));
});

it('calls that are taken do not shorten the pauses of others that are refused', async () => {
  const clock = new ManualClock();
  const scheduler = new Scheduler(clock);
  for (const pause of [1000, 2000, 4000]) {
    scheduler.refused(home, { scope: 'namespace', retryAfterMs: undefined });
    scheduler.accepted(read);
    await clock.advance(pause - 1);
    expect(await takenUp(scheduler, { home })).toEqual([]);
    await clock.advance(1);
    expect(await takenUp(scheduler, { home })).toEqual(['home']);
  }
});

it('a refused look at a job stops changes for a moment, and no reads', async () => {
  const clock = new ManualClock();
  const scheduler = new Scheduler(clock);
  scheduler.refused(wait, { scope: 'account', retryAfterMs: undefined });
  expect(await takenUp(scheduler, everything)).toEqual(['read', 'wait']);
  await clock.advance(1000);
  expect(await takenUp(scheduler, everything)).toEqual(Object.keys(everything));
});

describe('changes', () => {
  it('go one at a time in a namespace, and side by side in two', async () => {
    const scheduler = new Scheduler();
    const running = { home: 0, shared: 0 };
    let mostTogether = 0;
    async function change(name: 'home' | 'shared', burden: Burden): Promise<void> {
      await scheduler.run(
        burden,
        async () => {
          running[name]++;
          expect(running[name]).toBe(1);
          mostTogether = Math.max(mostTogether, running.home + running.shared);
          await settled();
          running[name]--;
        },
        undefined,
      );
    }
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 === 0 ? change('home', home) : change('shared', shared),
      ),
    );
    expect(mostTogether).toBe(2);
  });

  it('across two namespaces keep others from both', async () => {
    const scheduler = new Scheduler();
    let end = () => {};
    const running = scheduler.run(
      across,
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
      undefined,
    );
    await settled();
    expect(await takenUp(scheduler, { read, data, home, shared })).toEqual(['data', 'read']);
    end();
    await running;
    expect(await takenUp(scheduler, { home, shared })).toEqual(['home', 'shared']);
  });
});
