import type { StorageProvider } from '@mooring/core';
import { expect, it } from 'vitest';
import type { ContractOptions } from '../contract-options.ts';
import type { Scenario, ScenarioNeeds } from '../scenario/scenario.ts';
import { judge } from './judge.ts';

const provider = { traits: { caseSensitive: true } } as StorageProvider;
const options: ContractOptions = { capabilities: ['copy'] };
const id = 'subject: title';

function scenario(run: () => Promise<void>, needs: ScenarioNeeds<never> = {}): Scenario {
  return { id, subject: 'subject', title: 'title', needs, run };
}

const passing = scenario(async () => undefined);
const failing = scenario(async () => {
  throw new Error('the provider is wrong');
});

async function verdict(one: Scenario, extra: Partial<ContractOptions> = {}, failNext = false) {
  let closed = 0;
  const open = async () => ({
    provider,
    outsider: provider,
    ...(failNext ? { failNext: () => undefined } : {}),
    close: async () => {
      closed++;
    },
  });
  const result = await judge(one, open, { ...options, ...extra });
  expect(closed).toBe(1);
  return result;
}

it('a scenario passes or fails, and the store is closed', async () => {
  expect(await verdict(passing)).toEqual({ outcome: 'passed' });
  expect(await verdict(failing)).toMatchObject({
    outcome: 'failed',
    error: { message: 'the provider is wrong' },
  });
});

it('an exempt scenario may fail', async () => {
  expect(await verdict(failing, { exempt: { [id]: 'known' } })).toEqual({
    outcome: 'exempt',
    reason: 'known',
  });
});

it('an exempt scenario that passes is a failure', async () => {
  expect(await verdict(passing, { exempt: { [id]: 'known' } })).toMatchObject({
    outcome: 'failed',
    error: { message: expect.stringContaining('remove the exemption') },
  });
});

it('a scenario does not apply where a capability is not promised', async () => {
  const needy = { ...failing, needs: { capabilities: ['uploads', 'copy'] as const } };
  expect(await verdict(needy)).toEqual({ outcome: 'not-applicable', reason: 'needs uploads' });
});

it('a scenario does not apply where the traits differ', async () => {
  const needy = scenario(failing.run as () => Promise<void>, { traits: () => false });
  expect((await verdict(needy)).outcome).toBe('not-applicable');
});

it('a scenario does not apply where its faults cannot be had', async () => {
  const needy = scenario(failing.run as () => Promise<void>, { faults: ['slow'] });
  expect((await verdict(needy)).outcome).toBe('not-applicable');
  expect((await verdict(needy, { faults: ['rate-limited'] }, true)).outcome).toBe('not-applicable');
  expect((await verdict(needy, {}, true)).outcome).toBe('failed');
});

it('an exemption from what does not apply is a failure', async () => {
  const needy = scenario(failing.run as () => Promise<void>, { traits: () => false });
  expect((await verdict(needy, { exempt: { [id]: 'known' } })).outcome).toBe('failed');
});

it('a scenario that hangs fails, and the store is closed', async () => {
  const hanging = scenario(() => new Promise(() => undefined));
  expect(await verdict(hanging, { timeoutMs: 5 })).toMatchObject({
    outcome: 'failed',
    error: { message: 'the scenario did not end within 5 ms' },
  });
});
