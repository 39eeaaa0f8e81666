import type {
  Capability,
  StorageProvider,
  StorageProviderWith,
  StorageTraits,
} from '@mooring/core';
import type { Fault } from '../fault.ts';

/** What a scenario works with. */
export interface ScenarioContext<Needed extends Capability = never> {
  readonly provider: StorageProviderWith<Needed>;
  readonly outsider: StorageProviderWith<Needed>;
  readonly traits: StorageTraits;
  /** What the provider promises to have. */
  readonly promised: ReadonlySet<Capability>;
  /** Only for scenarios that name the faults they need. */
  failNext(fault: Fault): Promise<void>;
}

/** When a scenario applies. Where it does not, the report says so. */
export interface ScenarioNeeds<Needed extends Capability = never> {
  readonly capabilities?: readonly Needed[];
  readonly faults?: readonly Fault['kind'][];
  readonly traits?: (traits: StorageTraits) => boolean;
  /** For what a capability leaves open: an operation that it may lack, or a limit. */
  readonly provider?: (provider: StorageProvider) => boolean;
}

/** One promise of the interface, checked on a store of its own. */
export interface Scenario {
  /** `subject: title`. Exemptions name it, so it changes only with its meaning. */
  readonly id: string;
  readonly subject: string;
  readonly title: string;
  readonly needs: ScenarioNeeds<Capability>;
  run(context: ScenarioContext<Capability>): Promise<void>;
}

/** Adds a scenario to a subject. */
export interface AddScenario<Given extends Capability> {
  (title: string, run: (context: ScenarioContext<Given>) => Promise<void>): void;
  <Needed extends Capability = never>(
    title: string,
    needs: ScenarioNeeds<Needed>,
    run: (context: ScenarioContext<Given | Needed>) => Promise<void>,
  ): void;
}
