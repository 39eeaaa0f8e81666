import type { ContractOptions } from '../contract-options.ts';
import type { Fault } from '../fault.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { StorageUnderTest } from '../storage-under-test.ts';

/** Why a scenario says nothing about this store; undefined when it applies. */
export function reasonNotToApply(
  { needs }: Scenario,
  { provider, failNext }: StorageUnderTest,
  options: ContractOptions,
): string | undefined {
  const canFail = (kind: Fault['kind']) =>
    failNext !== undefined && (options.faults?.includes(kind) ?? true);
  const absent = needs.capabilities?.filter((name) => !options.capabilities.includes(name)) ?? [];
  const faults = needs.faults?.filter((kind) => !canFail(kind)) ?? [];
  if (absent.length > 0) return `needs ${[...new Set(absent)].join(', ')}`;
  if (faults.length > 0) return `needs a fault: ${faults.join(', ')}`;
  if (needs.traits !== undefined && !needs.traits(provider.traits)) return 'needs other traits';
  if (needs.provider !== undefined && !needs.provider(provider)) {
    return 'needs what its capabilities leave open';
  }
  return undefined;
}
