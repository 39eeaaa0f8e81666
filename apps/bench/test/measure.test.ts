import { describe, expect, it } from 'vitest';
import type { Contender } from '../src/contender/contender.ts';
import { mooring } from '../src/contender/mooring.ts';
import { measure } from '../src/measure/measure.ts';
import type { Workload } from '../src/workload/workload.ts';
import { workloads } from '../src/workload/workloads.ts';

const quietMs = 2000;

function workload(name: string): Workload {
  const found = workloads(0.01).find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no workload ${name}.`);
  return found;
}

/** Mounts nothing: what is written stays where it is. */
const idle: Contender = {
  name: 'idle',
  mount: async (_, { mountPoint }) => ({
    mountPoint,
    [Symbol.asyncDispose]: async () => undefined,
  }),
};

describe('a mount that does its work', () => {
  it('is counted, and nothing is found wrong', async () => {
    const { cost, differences } = await measure(workload('write-small'), mooring, quietMs);
    expect(differences).toEqual([]);
    expect(cost.requests).toBeGreaterThan(0);
    expect(cost.up).toBeGreaterThan(20 * 10_000);
  });

  it('is counted from its start where the workload says so', async () => {
    const { cost, differences } = await measure(workload('list'), mooring, quietMs);
    expect(differences).toEqual([]);
    expect(cost.requests).toBeGreaterThan(0);
  });
});

describe('a mount that does nothing', () => {
  it('costs nothing, and every path is found wrong', async () => {
    const { cost, differences } = await measure(workload('write-small'), idle, quietMs);
    expect(cost).toEqual({ requests: 0, down: 0, up: 0 });
    expect(differences).toContain('/Tree: folder was expected, nothing is there');
    expect(differences).toHaveLength(22);
  });
});
