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

  scenario('counts what goes and what changes', { capabilities: ['quota'] }, async (context) => {
    const { provider } = context;
    const before = (await provider.quota({})).usedBytes;
    await put(provider, '/folder/one', noise(100_000, 20));
    await put(provider, '/two', noise(50_000, 21));
    await provider.write({ path: '/two', content: noise(20_000, 22), mode: 'overwrite' });
    assert.equal((await provider.quota({})).usedBytes - before, 120_000);
    await provider.remove({ path: '/folder', recursive: true });
    assert.equal((await provider.quota({})).usedBytes - before, 20_000);
    await provider.remove({ path: '/two' });
    assert.equal((await provider.quota({})).usedBytes, before);
  });

  scenario(
    'counts what came in chunks and by copy',
    { capabilities: ['quota', 'uploads', 'copy'] },
    async ({ provider }) => {
      const before = (await provider.quota({})).usedBytes;
      const start = await provider.uploads.start({ path: '/noise' });
      const chunk = noise(30_000, 23);
      const session = await provider.uploads.append({ session: start, chunk });
      await provider.uploads.finish({ session, path: '/noise', mode: 'create' });
      await provider.copy({ from: '/noise', to: '/copy' });
      assert.equal((await provider.quota({})).usedBytes - before, 60_000);
    },
  );
});
