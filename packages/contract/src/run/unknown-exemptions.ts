import type { ContractOptions } from '../contract-options.ts';
import { scenarios } from '../suite/scenarios.ts';

/** Ids of exemptions that the suite does not know: a slip of the pen, or a scenario that is gone. */
export function unknownExemptions({ exempt = {} }: ContractOptions): readonly string[] {
  const known = new Set(scenarios.map(({ id }) => id));
  return Object.keys(exempt).filter((id) => !known.has(id));
}
