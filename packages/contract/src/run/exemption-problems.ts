import type { ContractOptions } from '../contract-options.ts';
import { scenarios } from '../suite/scenarios.ts';

/** What is wrong with the exemptions: ids that the suite does not know, by a slip or since a scenario is gone, and missing reasons. */
export function exemptionProblems({ exempt = {} }: ContractOptions): readonly string[] {
  const known = new Set(scenarios.map(({ id }) => id));
  return Object.entries(exempt).flatMap(([id, reason]) => {
    if (!known.has(id)) return `the suite has no "${id}"`;
    return reason.trim() === '' ? `no reason is given for "${id}"` : [];
  });
}
