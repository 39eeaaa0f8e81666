import { expect, it } from 'vitest';
import type { NodeId } from '../file-system/node-id.ts';
import { Commits } from './commits.ts';

const node = 7 as NodeId;

it('doubts an answer that was on its way while a change was, and no other', async () => {
  const commits = new Commits();
  const done = Promise.withResolvers<void>();
  const change = commits.run([node], () => done.promise);
  await commits.observe(async (during) => {
    expect(commits.isUncertain(node, during)).toBe(true);
    done.resolve();
    await change;
    expect(commits.isUncertain(node, during)).toBe(true);
    await commits.observe(async (after) => {
      expect(commits.isUncertain(node, after)).toBe(false);
    });
  });
});

it('resolves for whoever waits for a change, also when the change fails', async () => {
  const commits = new Commits();
  const done = Promise.withResolvers<void>();
  const change = commits.run([node], () => done.promise);
  const ended = commits.ended(node);
  done.reject(new Error('broken'));
  await expect(change).rejects.toThrow('broken');
  await ended;
  expect(commits.isRunning(node)).toBe(false);
});
