import type { Revision } from '@mooring/core';
import { expect, it } from 'vitest';
import type { NodeId } from '../file-system/node-id.ts';
import { absent, type LocalView, type StoredView } from '../tree/view.ts';
import { merge } from './merge.ts';

const here = { parent: 1 as NodeId, name: 'a' };
const ours = { parent: 1 as NodeId, name: 'ours' };
const theirs = { parent: 1 as NodeId, name: 'theirs' };

function stored(revision: string, place = here, hash?: string): StoredView {
  const content = { revision: revision as Revision, size: 1, mtime: 0, ...(hash ? { hash } : {}) };
  return { kind: 'file', place, content };
}
function unchanged(revision: string, place = here): LocalView {
  return { kind: 'file', place, content: { kind: 'stored', revision: revision as Revision } };
}
function edited(place = here): LocalView {
  return { kind: 'file', place, content: { kind: 'edited' } };
}
const folder = (place = here) => ({ kind: 'folder', place }) as const;

it.each<[string, LocalView, StoredView, StoredView, LocalView | 'keep-both']>([
  ['new in the store', absent, absent, stored('1'), unchanged('1')],
  ['new content in the store', unchanged('1'), stored('1'), stored('2'), unchanged('2')],
  ['moved in the store', unchanged('1'), stored('1'), stored('1', theirs), unchanged('1', theirs)],
  ['gone from the store', unchanged('1'), stored('1'), absent, absent],
  ['edited here, gone there', edited(), stored('1'), absent, edited()],
  ['edited on both sides', edited(), stored('1'), stored('2'), 'keep-both'],
  [
    'edited here, same bytes under a new revision there',
    edited(),
    stored('1', here, 'h'),
    stored('2', here, 'h'),
    edited(),
  ],
  ['edited here, moved there', edited(), stored('1'), stored('1', theirs), edited(theirs)],
  [
    'moved here, new content there',
    unchanged('1', ours),
    stored('1'),
    stored('2'),
    unchanged('2', ours),
  ],
  [
    'moved on both sides',
    unchanged('1', ours),
    stored('1'),
    stored('1', theirs),
    unchanged('1', ours),
  ],
  ['moved here, gone there', unchanged('1', ours), stored('1'), absent, absent],
  ['moved and edited here, gone there', edited(ours), stored('1'), absent, edited(ours)],
  ['removed here, new content there', absent, stored('1'), stored('2'), unchanged('2')],
  ['removed here, moved there', absent, stored('1'), stored('1', theirs), absent],
  [
    'removed here, same bytes under a new revision there',
    absent,
    stored('1', here, 'h'),
    stored('2', here, 'h'),
    absent,
  ],
  ['removed on both sides', absent, stored('1'), absent, absent],
  ['made on both sides', edited(), absent, stored('1'), 'keep-both'],
  ['a folder made on both sides', folder(), absent, folder(), folder()],
  ['a folder moved there', folder(), folder(), folder(theirs), folder(theirs)],
  ['a folder moved on both sides', folder(ours), folder(), folder(theirs), folder(ours)],
  ['a folder gone there', folder(), folder(), absent, absent],
  ['a new folder that the store does not know', folder(), absent, absent, folder()],
])('%s', (_, local, synced, remote, expected) => {
  expect(merge({ local, synced, remote })).toEqual(
    expected === 'keep-both' ? { kind: 'keep-both' } : { kind: 'merged', local: expected },
  );
});
