import type { Capability } from '@mooring/core';
import type { AddScenario, Scenario, ScenarioContext, ScenarioNeeds } from './scenario.ts';

/** The scenarios about one subject; `capabilities` are those that every one of them needs. */
export function subject<Given extends Capability = never>(
  name: string,
  capabilities: readonly Given[],
  define: (scenario: AddScenario<Given>) => void,
): readonly Scenario[] {
  const scenarios: Scenario[] = [];
  type Run = (context: ScenarioContext<Capability>) => Promise<void>;
  const add = (
    title: string,
    ...rest: readonly [Run] | readonly [ScenarioNeeds<Capability>, Run]
  ) => {
    const [needs, run] = rest.length === 1 ? [{}, rest[0]] : rest;
    scenarios.push({
      id: `${name}: ${title}`,
      subject: name,
      title,
      needs: { ...needs, capabilities: [...capabilities, ...(needs.capabilities ?? [])] },
      run,
    });
  };
  // A scenario runs only where its needs are met, so the wider context that it gets is the one that it asked for.
  define(add as unknown as AddScenario<Given>);
  return scenarios;
}
