import { systemClock } from '@mooring/core';
import type { Environment } from './environment.ts';

/** The clock and the randomness of the machine. */
export const systemEnvironment: Environment = { ...systemClock, random: () => Math.random() };
