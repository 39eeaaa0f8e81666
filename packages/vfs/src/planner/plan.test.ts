import type { Revision } from '@mooring/core';
import { expect, it } from 'vitest';
import type { NodeId } from '../file-system/node-id.ts';
import { absent, type LocalView, type StoredView } from '../tree/view.ts';
import { plan, type Step } from './plan.ts';

const here = { parent: 1 as NodeId, name: 'a' };
const there = { parent: 2 as NodeId, name: 'a' };
const revision = '1' as Revision;
const stored: StoredView = { kind: 'file', place: here, content: { revision, size: 1, mtime: 0 } };
const newer: StoredView = {
  kind: 'file',
  place: here,
  content: { revision: '2' as Revision, size: 1, mtime: 0 },
};
const same: LocalView = { kind: 'file', place: here, content: { kind: 'stored', revision } };
const edited: LocalView = { kind: 'file', place: here, content: { kind: 'edited' } };
const folder = { kind: 'folder', place: here } as const;

it.each<[string, LocalView, StoredView, Step]>([
  ['a file that nobody changed', same, stored, { kind: 'settled' }],
  ['a folder that nobody changed', folder, folder, { kind: 'settled' }],
  ['a new file', edited, absent, { kind: 'upload', base: undefined }],
  ['a new folder', folder, absent, { kind: 'create-folder' }],
  ['an edited file', edited, stored, { kind: 'upload', base: revision }],
  ['a moved file', { ...same, place: there }, stored, { kind: 'move' }],
  [
    'a moved and edited file: the move first',
    { ...edited, place: there },
    stored,
    { kind: 'move' },
  ],
  ['a renamed file', { ...same, place: { ...here, name: 'A' } }, stored, { kind: 'move' }],
  ['a removed file', absent, stored, { kind: 'remove', revision }],
  ['a removed folder', absent, folder, { kind: 'remove', revision: undefined }],
  ['a file that came and went', absent, absent, { kind: 'forget' }],
])('%s', (_, local, synced, step) => {
  expect(plan({ local, synced, remote: synced })).toEqual(step);
});

it.each<[string, LocalView, StoredView, StoredView]>([
  ['new content', same, stored, newer],
  ['a removal', edited, stored, absent],
  ['an arrival', absent, absent, stored],
])('merges %s in the store before anything is sent', (_, local, synced, remote) => {
  expect(plan({ local, synced, remote })).toEqual({ kind: 'merge' });
});
