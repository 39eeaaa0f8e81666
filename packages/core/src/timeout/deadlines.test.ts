import { expect, it, vi } from 'vitest';
import { ManualClock } from '../clock/manual-clock.ts';
import { Deadlines } from './deadlines.ts';

function setUp() {
  const clock = new ManualClock(0);
  const deadlines = new Deadlines(clock, 100);
  const passed: string[] = [];
  const start = (milliseconds: number, name: string) =>
    deadlines.start(milliseconds, () => passed.push(`${name} at ${clock.now()}`));
  return { clock, deadlines, passed, start };
}

it('a deadline passes never early, and at most two ticks late', async () => {
  const { clock, passed, start } = setUp();
  start(1000, 'first');
  await clock.advance(50);
  start(250, 'second');
  start(1000, 'third');
  await clock.advance(2000);
  expect(passed).toEqual(['second at 400', 'first at 1100', 'third at 1100']);
});

it('a deadline that is cancelled does not pass', async () => {
  const { clock, deadlines, passed, start } = setUp();
  deadlines.cancel(start(200, 'cancelled'));
  start(200, 'kept');
  await clock.advance(1000);
  expect(passed).toEqual(['kept at 300']);
});

it('a deadline that was cancelled or has passed can be cancelled again', async () => {
  const { clock, deadlines, passed, start } = setUp();
  const gone = start(100, 'gone');
  deadlines.cancel(gone);
  const early = start(100, 'early');
  start(500, 'late');
  deadlines.cancel(gone);
  await clock.advance(300);
  deadlines.cancel(early);
  await clock.advance(1000);
  expect(passed).toEqual(['early at 200', 'late at 600']);
});

it('ticks keep no process alive, and end with the deadlines', async () => {
  const { clock, deadlines, passed, start } = setUp();
  const started = vi.spyOn(clock, 'startTimer');
  deadlines.cancel(start(200, 'cancelled'));
  expect(clock.timerCount).toBe(0);
  await clock.advance(10_000);
  expect(started).toHaveBeenCalledTimes(1);
  start(200, 'late');
  await clock.advance(1000);
  expect(passed).toEqual(['late at 10300']);
});
