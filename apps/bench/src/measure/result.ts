import type { Cost } from './cost.ts';

/** How one contender did one workload. */
export interface Result {
  readonly cost: Cost;
  /** How long the user waited for the script. It depends on the machine, unlike the cost. */
  readonly seconds: number;
  /** Where the server differs from a local folder in which the same was done. Empty when all is right. */
  readonly differences: readonly string[];
}
