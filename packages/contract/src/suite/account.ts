import assert from 'node:assert/strict';
import type { Scenario } from '../scenario/scenario.ts';
import { subject } from '../scenario/subject.ts';
import { noise } from '../support/bytes.ts';
import { put } from '../support/put.ts';

export const account: readonly Scenario[] = subject('account', [], (scenario) => {
  scenario('has an id', { capabilities: ['account'] }, async ({ provider }) => {
    const { id, displayName, email } = await provider.account({});
    assert.ok(typeof id === 'string' && id !== '');
    for (const text of [displayName, email]) assert.ok(text === undefined || text !== '');
  });

  scenario('is the same for every device', { capabilities: ['account'] }, async (context) => {
    const { provider, outsider } = context;
    assert.equal((await outsider.account({})).id, (await provider.account({})).id);
  });

  scenario('tells how much it holds', { capabilities: ['quota'] }, async ({ provider }) => {
    const { usedBytes, totalBytes } = await provider.quota({});
    assert.ok(Number.isSafeInteger(usedBytes) && usedBytes >= 0, `${usedBytes}`);
    assert.ok(totalBytes === undefined || Number.isSafeInteger(totalBytes), `${totalBytes}`);
  });

  scenario('counts what is stored', { capabilities: ['quota'] }, async ({ provider }) => {
    const before = await provider.quota({});
    await put(provider, '/noise', noise(100_000, 11));
    const after = await provider.quota({});
    assert.equal(after.usedBytes - before.usedBytes, 100_000);
    assert.equal(after.totalBytes, before.totalBytes);
  });
});
