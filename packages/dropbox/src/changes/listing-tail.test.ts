import type { Change, ChangeCursor, FolderEntry, StoragePath } from '@mooring/core';
import { expect, it } from 'vitest';
import { extendTail, packCursor, unpackCursor } from './listing-tail.ts';

function came(path: StoragePath): Change {
  const entry: FolderEntry = { kind: 'folder', path, name: path.slice(path.lastIndexOf('/') + 1) };
  return { kind: 'upsert', entry };
}

function went(path: StoragePath): Change {
  return { kind: 'remove', path };
}

it('stays empty while nothing goes', () => {
  expect(extendTail([], [came('/a'), came('/a/b')])).toEqual([]);
});

it('keeps what went, and what came back there afterwards', () => {
  const page = [came('/a'), came('/a/b'), went('/A'), came('/c'), came('/a'), came('/a/new')];
  expect(extendTail([], page)).toEqual([went('/A'), came('/a'), came('/a/new')]);
});

it('goes on over pages', () => {
  const tail = extendTail([], [went('/a')]);
  expect(extendTail(tail, [came('/ab'), came('/A/x'), went('/b')])).toEqual([
    went('/a'),
    came('/A/x'),
    went('/b'),
  ]);
});

it('travels in a cursor, which without it is the service’s own', () => {
  const tail = [went('/a')];
  expect(packCursor<ChangeCursor>('AAF-x', [])).toBe('AAF-x');
  expect(unpackCursor(packCursor<ChangeCursor>('AAF-x', tail))).toEqual({ cursor: 'AAF-x', tail });
  expect(unpackCursor('AAF-x' as ChangeCursor)).toEqual({ cursor: 'AAF-x', tail: [] });
});

it.each([
  '{',
  '{}',
  '{"cursor":1,"tail":[]}',
  '{"cursor":"c"}',
])('takes %s for one of another store', (text) => {
  expect(unpackCursor(text as ChangeCursor)).toEqual({ cursor: text, tail: [] });
});
