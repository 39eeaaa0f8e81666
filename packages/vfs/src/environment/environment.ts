import type { Clock } from '@mooring/core';

/** What the engine takes from the world. A simulation passes its own, and can replay every run. */
export interface Environment extends Clock {
  /** At least 0, below 1. */
  random(): number;
}
