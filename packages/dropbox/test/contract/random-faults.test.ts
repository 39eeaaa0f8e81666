import { AssertionError } from 'node:assert';
import { runContract, type ScenarioReport } from '@mooring/contract/run';
import { capabilities, retry } from '@mooring/core';
import { expect, it } from 'vitest';
import { openEmulatedStore } from './open-emulated-store.ts';
import { randomFaults } from './random-faults.ts';

// `MOORING_FAULT_SEED=… npx vitest run packages/dropbox/test/contract/random-faults.test.ts` brings the same faults again.
const seed = Number(process.env['MOORING_FAULT_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/**
 * What was asked for is there already, as somebody else made it, and the answer that would have said so gets lost. What
 * is then found is what was wanted, and nothing in the service tells by whom it was made. So it counts as done.
 */
const indistinguishable: ReadonlySet<string> = new Set([
  'batch: a create fails alone with identical bytes too',
  'batch: copies many, where it can',
  'batch: creates many folders, where it can',
  'concurrency: of two that create a folder one wins',
  'concurrency: of two that remove a file one wins',
  'errors: that a second try cannot mend are not retryable',
  'folders: an existing folder is already-exists',
  'folders: an existing folder under another spelling is already-exists',
  'remove: ifRevision of a file that is gone is not-found',
  'remove: nothing at the path is not-found',
  'uploads: a finish finds the place taken by identical bytes too',
  'write modes: create refuses an existing file with identical bytes',
  'write modes: ifRevision refuses a stale revision even with the present bytes',
]);

it(`Dropbox does all that it promises while one request in twenty fails, seed: ${seed}`, async () => {
  let opened = 0;
  const open = async () => {
    const faults = randomFaults(seed + opened++, 0.05, 2000);
    const store = await openEmulatedStore({ layers: [retry({ baseDelayMs: 1 })], faults });
    // The faults are there already, and those that scenarios ask for would come among them.
    const { failNext: _, ...underTest } = store;
    return underTest;
  };
  const failed: ScenarioReport[] = [];
  const options = { capabilities, timeoutMs: 60_000 };
  for await (const report of runContract(open, options)) {
    if (report.verdict.outcome !== 'failed' || indistinguishable.has(report.id)) continue;
    if (!answersForEarlierAttempts(report.verdict.error)) failed.push(report);
  }
  expect(failed.map(({ id, verdict }) => [id, verdict])).toEqual([]);
}, 300_000);

/**
 * A refusal has no doubt about itself, and the suite holds providers to that. The retry layer knows more: when the answer
 * to an attempt before got lost, it says with the refusal that this one may have been applied.
 */
function answersForEarlierAttempts(error: unknown): boolean {
  return error instanceof AssertionError && error.message.includes('says mayHaveApplied');
}
