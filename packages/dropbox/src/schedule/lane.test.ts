import { setImmediate as settled } from 'node:timers/promises';
import { ManualClock } from '@mooring/core';
import { expect, it } from 'vitest';
import { Lane } from './lane.ts';

/** Calls of a lane that end when the test says so. */
function calls(lane: Lane) {
  const started: number[] = [];
  const ends: (() => void)[] = [];
  return {
    started,
    start(number: number, signal?: AbortSignal): Promise<void> {
      const work = () => {
        started.push(number);
        return new Promise<void>((resolve) => ends.push(resolve));
      };
      return lane.run(work, signal);
    },
    async endOne(): Promise<void> {
      ends.shift()?.();
      await settled();
    },
  };
}

it('starts calls in the order in which they came, as many at a time as it is wide', async () => {
  const { started, start, endOne } = calls(new Lane({ initial: 2, max: 4 }));
  const all = [1, 2, 3, 4].map((number) => start(number));
  await settled();
  expect(started).toEqual([1, 2]);
  await endOne();
  expect(started).toEqual([1, 2, 3]);
  await endOne();
  await endOne();
  await endOne();
  await Promise.all(all);
  expect(started).toEqual([1, 2, 3, 4]);
});

it('frees its place when a call fails', async () => {
  const lane = new Lane({ initial: 1, max: 1 });
  await expect(lane.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(lane.run(() => Promise.resolve('yes'))).resolves.toBe('yes');
});

it('grows while calls are taken, and halves once for refusals of calls that ran together', async () => {
  const clock = new ManualClock();
  const lane = new Lane({ initial: 4, max: 6, clock });
  for (let call = 0; call < 100; call++) lane.widen();
  expect(lane.width).toBe(6);
  lane.refuse(1000);
  lane.refuse(1000);
  // One that was under way and is taken says nothing of those that were refused.
  lane.widen();
  expect(lane.width).toBe(3);
  await clock.advance(1000);
  for (let refusal = 0; refusal < 5; refusal++) {
    lane.refuse(1000);
    await clock.advance(1000);
  }
  expect(lane.width).toBe(1);
});

it('starts nothing while it is frozen, and lets what runs go on', async () => {
  const clock = new ManualClock();
  const lane = new Lane({ initial: 2, max: 2, clock });
  const { started, start, endOne } = calls(lane);
  const first = start(1);
  await settled();
  lane.freezeUntil(clock.now() + 5000);
  const second = start(2);
  await endOne();
  await first;
  await clock.advance(4999);
  expect(started).toEqual([1]);
  await clock.advance(1);
  expect(started).toEqual([1, 2]);
  await endOne();
  await second;
});

it('keeps a longer freeze against a shorter one', async () => {
  const clock = new ManualClock();
  const lane = new Lane({ initial: 1, max: 1, clock });
  const { started, start } = calls(lane);
  lane.freezeUntil(clock.now() + 5000);
  lane.freezeUntil(clock.now() + 1000);
  void start(1);
  await clock.advance(4999);
  expect(started).toEqual([]);
  lane.freezeUntil(clock.now() + 3000);
  await clock.advance(2999);
  expect(started).toEqual([]);
  await clock.advance(1);
  expect(started).toEqual([1]);
});

it('forgets a call whose caller gave up, and sets no timer for nobody', async () => {
  const clock = new ManualClock();
  const lane = new Lane({ initial: 1, max: 1, clock });
  const { started, start } = calls(lane);
  lane.freezeUntil(clock.now() + 5000);
  expect(clock.timerCount).toBe(0);
  const controller = new AbortController();
  const given = expect(start(1, controller.signal)).rejects.toThrow('given up');
  expect(clock.timerCount).toBe(1);
  controller.abort(new Error('given up'));
  await given;
  expect(clock.timerCount).toBe(0);
  await clock.advance(5000);
  expect(started).toEqual([]);
});
