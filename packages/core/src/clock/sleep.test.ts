import { expect, it } from 'vitest';
import { ManualClock } from './manual-clock.ts';
import { sleep } from './sleep.ts';

it('rejects with the reason of a signal, and leaves no timer behind', async () => {
  const clock = new ManualClock();
  const controller = new AbortController();
  const sleeping = sleep(1000, controller.signal, clock);
  expect(clock.timerCount).toBe(1);
  const reason = new Error('wake up');
  controller.abort(reason);
  await expect(sleeping).rejects.toBe(reason);
  expect(clock.timerCount).toBe(0);
  await expect(sleep(1000, controller.signal, clock)).rejects.toBe(reason);
  expect(clock.timerCount).toBe(0);
});
