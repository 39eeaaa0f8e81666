import { expect, it } from 'vitest';
import { ManualClock } from './manual-clock.ts';
import { sleep } from './sleep.ts';

it('fires timers in the order of their times, and stands still in between', async () => {
  const clock = new ManualClock(1000);
  const fired: string[] = [];
  clock.startTimer(200, () => fired.push(`late at ${clock.now()}`));
  clock.startTimer(100, () => fired.push(`early at ${clock.now()}`));
  const cancelled = clock.startTimer(150, () => fired.push('cancelled'));
  cancelled.cancel();
  await clock.advance(99);
  expect(fired).toEqual([]);
  await clock.advance(101);
  expect(fired).toEqual(['early at 1100', 'late at 1200']);
  expect(clock.now()).toBe(1200);
});

it('lets a sleeper start its next sleep within the same advance', async () => {
  const clock = new ManualClock(0);
  const woke: number[] = [];
  const sleeper = (async () => {
    for (let round = 0; round < 3; round++) {
      await sleep(10, undefined, clock);
      woke.push(clock.now());
    }
  })();
  await clock.advance(30);
  await sleeper;
  expect(woke).toEqual([10, 20, 30]);
});
