import { expect, it, vi } from 'vitest';
import { systemClock } from './system-clock.ts';

it('a time that is too long for the machine is not over at once', () => {
  const started = vi.spyOn(globalThis, 'setTimeout');
  systemClock.startTimer(2 ** 40, () => undefined).cancel();
  expect(started.mock.calls[0]?.[1]).toBe(2 ** 31 - 1);
  started.mockRestore();
});
