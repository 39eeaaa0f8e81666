import assert from 'node:assert/strict';
import { nameKey, type Revision, readBytes, rootPath, supports } from '@mooring/core';
import type { StorageUnderTest } from '../storage-under-test.ts';
import { toBytes, toText } from '../support/bytes.ts';
import { entriesOf, keysBelow } from '../support/look.ts';
import { put } from '../support/put.ts';
import { Replica } from '../support/replica.ts';
import { perform, type Result } from './perform.ts';
import type { Step } from './step.ts';
import { type Expectation, StoreModel } from './store-model.ts';

/**
 * Runs a program on an empty store and on the model, side by side. After each step outcome and tree must agree, in the end
 * every byte, and what the change feed made of it all.
 */
export async function checkProgram(
  { provider, outsider }: StorageUnderTest,
  program: readonly Step[],
): Promise<void> {
  const model = new StoreModel(provider.traits);
  const devices = [provider, outsider] as const;
  const stale = await makeStaleRevision(provider);
  const feed = supports(provider, 'changes')
    ? { replica: new Replica(provider), start: await provider.changes.latest({ path: rootPath }) }
    : undefined;
  for (const [index, step] of program.entries()) {
    const expected = model.apply(step);
    const result = await perform(devices[step.device], step, stale);
    const where = `step ${index}, ${JSON.stringify(step)}`;
    checkOutcome(expected, result, where);
    if (result.outcome === 'done') checkSeen(model, step, result, where);
    assert.deepEqual(await keysBelow(provider), model.below(rootPath, true), where);
  }
  await checkContents(devices[0], model);
  await checkContents(devices[1], model);
  if (feed === undefined) return;
  await feed.replica.follow(feed.start);
  await feed.replica.expectEqual();
}

/** A revision that was real once, and that no file has. */
async function makeStaleRevision(provider: StorageUnderTest['provider']): Promise<Revision> {
  const { revision } = await put(provider, '/stale', 'first');
  await provider.write({ path: '/stale', content: toBytes('second'), mode: 'overwrite' });
  await provider.remove({ path: '/stale' });
  return revision;
}

function checkOutcome(expected: Expectation, result: Result, where: string): void {
  const actual = result.outcome === 'done' ? 'success' : result.code;
  if (expected.outcome === 'done') {
    assert.equal(actual, 'success', where);
    return;
  }
  const wanted: ReadonlySet<string> = expected.codes;
  assert.ok(wanted.has(actual), `${where}: expected ${[...wanted].join(' or ')}, got ${actual}`);
}

function checkSeen(
  model: StoreModel,
  step: Step,
  { seen }: Extract<Result, { outcome: 'done' }>,
  where: string,
): void {
  if (step.operation === 'read') {
    const text = model.text(step.path)?.slice(step.offset, step.offset + step.length);
    assert.equal(seen, text, where);
  } else if (step.operation === 'list') {
    assert.deepEqual(seen, model.below(step.path, step.recursive), where);
  } else if (step.operation === 'stat') {
    assert.equal(seen, model.text(step.path) === undefined ? 'folder' : 'file', where);
  }
}

async function checkContents(
  device: StorageUnderTest['provider'],
  model: StoreModel,
): Promise<void> {
  const contents: Record<string, string> = {};
  for (const entry of await entriesOf(device, rootPath, { recursive: true })) {
    contents[nameKey(entry.path, device.traits)] =
      entry.kind === 'folder' ? 'folder' : `"${toText(await readBytes(device, entry))}"`;
  }
  assert.deepEqual(contents, model.contents());
}
