import { expect, it } from 'vitest';
import { fileEntry, scriptedProvider, storageError } from '../../test/scripted-provider.ts';
import type { ChangeCursor, PageCursor } from '../entry/token.ts';
import { followChanges } from './follow-changes.ts';
import { listEntries } from './list-entries.ts';
import { listPages } from './list-pages.ts';

const pages = [
  { entries: [fileEntry('/a'), fileEntry('/b')], next: 'one' },
  { entries: [], next: 'two' },
  { entries: [fileEntry('/c')] },
];

it('listPages asks with the cursor of the page before, until there is none', async () => {
  const rest = [...pages];
  const { provider, calls } = scriptedProvider(() => rest.shift());
  const got: unknown[] = [];
  for await (const page of listPages(provider, { path: '/', pageSize: 2 })) got.push(page);
  expect(got).toEqual(pages);
  expect(calls.map(({ request }) => request)).toEqual([
    { path: '/', pageSize: 2, cursor: undefined },
    { path: '/', pageSize: 2, cursor: 'one' },
    { path: '/', pageSize: 2, cursor: 'two' },
  ]);
});

it('listPages asks for no page that nobody takes', async () => {
  const { provider, calls } = scriptedProvider(() => pages[0]);
  for await (const _ of listPages(provider, { path: '/' })) break;
  expect(calls.length).toBe(1);
});

it('listPages can begin at a cursor', async () => {
  const { provider, calls } = scriptedProvider(() => pages[2]);
  for await (const _ of listPages(provider, { path: '/', cursor: 'two' as PageCursor }));
  expect(calls).toMatchObject([{ request: { cursor: 'two' } }]);
});

it('listEntries gives the entries of all pages', async () => {
  const rest = [...pages];
  const { provider } = scriptedProvider(() => rest.shift());
  const names: string[] = [];
  for await (const { name } of listEntries(provider, { path: '/' })) names.push(name);
  expect(names).toEqual(['a', 'b', 'c']);
});

it('followChanges pulls while there is more, and waits when there is not', async () => {
  const script: unknown[] = [
    { changes: [], cursor: 'c1', more: true },
    { changes: [], cursor: 'c2', more: false },
    { changed: false },
    { changed: true, retryAfterMs: 1 },
    { changes: [{ kind: 'remove', path: '/a' }], cursor: 'c3', more: false },
  ];
  const { provider, calls } = scriptedProvider(() => script.shift());
  const cursors: string[] = [];
  const request = { cursor: 'c0' as ChangeCursor, timeoutMs: 5 };
  for await (const page of followChanges(provider, request)) {
    cursors.push(page.cursor);
    if (page.changes.length > 0) break;
  }
  expect(cursors).toEqual(['c1', 'c2', 'c3']);
  expect(
    calls.map(({ operation, request }) => [operation, 'cursor' in request && request.cursor]),
  ).toEqual([
    ['changes.pull', 'c0'],
    ['changes.pull', 'c1'],
    ['changes.wait', 'c2'],
    ['changes.wait', 'c2'],
    ['changes.pull', 'c2'],
  ]);
});

it('followChanges ends with what the feed fails with', async () => {
  const error = storageError('cursor-expired');
  const { provider } = scriptedProvider(() => {
    throw error;
  });
  const changes = followChanges(provider, { cursor: 'c' as ChangeCursor });
  await expect(changes.next()).rejects.toBe(error);
});

it('followChanges pulls a change at once, and stays away from the next wait as asked', async () => {
  const script: unknown[] = [
    { changes: [], cursor: 'c1', more: false },
    { changed: true, retryAfterMs: 3_600_000 },
    { changes: [], cursor: 'c2', more: false },
  ];
  const { provider, calls } = scriptedProvider(() => script.shift());
  const controller = new AbortController();
  const { signal } = controller;
  const changes = followChanges(provider, { cursor: 'c0' as ChangeCursor, signal });
  await changes.next();
  expect((await changes.next()).value.cursor).toBe('c2');
  const next = changes.next();
  const reason = new Error('stop');
  controller.abort(reason);
  await expect(next).rejects.toBe(reason);
  expect(calls.map(({ operation }) => operation)).toEqual([
    'changes.pull',
    'changes.wait',
    'changes.pull',
  ]);
});
