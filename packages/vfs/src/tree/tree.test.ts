import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nameKey, type Revision } from '@mooring/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../database/open-database.ts';
import { type NodeId, rootNode } from '../file-system/node-id.ts';
import { type Node, viewsOf, withViews } from './node.ts';
import { Tree } from './tree.ts';
import { absent } from './view.ts';

const rule = { caseSensitive: false, normalization: 'nfc' } as const;
let folder: string;
let tree: Tree;
let close: () => void;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mooring-tree-'));
  const database = openDatabase(folder);
  close = () => database.close();
  tree = new Tree(database, (name) => nameKey(name, rule));
  tree.initialize(0);
});
afterEach(() => {
  close();
  rmSync(folder, { recursive: true });
});

function add(
  parent: NodeId,
  name: string,
  kind: 'file' | 'folder',
  changes: Partial<Node> = {},
): Node {
  return tree.insert({
    kind,
    place: { parent, name },
    size: 1,
    mtime: 1,
    ctime: 1,
    atime: 1,
    mode: 0o644,
    target: undefined,
    exportAs: undefined,
    revision: kind === 'file' ? (`r-${name}` as Revision) : undefined,
    hash: undefined,
    remoteId: undefined,
    readOnly: false,
    localOnly: false,
    listed: false,
    synced: undefined,
    remote: undefined,
    changedAt: undefined,
    problem: undefined,
    ...changes,
  });
}

it('gives back what it was given', () => {
  const node = add(rootNode, 'a', 'file', { hash: 'h', remoteId: 'id:1', target: undefined });
  expect(tree.get(node.ino)).toEqual(node);
});

it('finds names as the store compares them', () => {
  const node = add(rootNode, 'Café', 'file');
  expect(tree.child(rootNode, 'CAFE\u0301')?.ino).toBe(node.ino);
  expect(tree.child(rootNode, 'Cafe')).toBeUndefined();
});

it('never uses a number for a second node', () => {
  const first = add(rootNode, 'a', 'file');
  tree.delete(first.ino);
  expect(add(rootNode, 'a', 'file').ino).toBeGreaterThan(first.ino);
});

it('does all of a transaction or nothing, and counts right afterwards', () => {
  expect(tree.count()).toBe(1);
  const broken = () =>
    tree.transaction(() => {
      add(rootNode, 'a', 'file');
      throw new Error('broken');
    });
  expect(broken).toThrow('broken');
  expect(tree.child(rootNode, 'a')).toBeUndefined();
  expect(tree.count()).toBe(1);
});

describe('two trees in one', () => {
  it('shows a moved node to the user here, and to the store there', () => {
    const from = add(rootNode, 'from', 'folder');
    const to = add(rootNode, 'to', 'folder');
    const node = add(from.ino, 'a', 'file');
    tree.save({ ...withViews(node), place: { parent: to.ino, name: 'b' }, changedAt: 5 });
    expect(tree.localPath(node.ino)).toBe('/to/b');
    expect(tree.remotePath(node.ino)).toBe('/from/a');
    expect(tree.child(from.ino, 'a')).toBeUndefined();
    expect(tree.remoteChild(from.ino, 'a')?.ino).toBe(node.ino);
    expect(tree.remoteChild(to.ino, 'b')).toBeUndefined();
    expect(tree.remoteChildren(from.ino).map(({ ino }) => ino)).toEqual([node.ino]);
    expect(tree.remoteChildren(to.ino)).toEqual([]);
    expect(tree.pending().map(({ ino }) => ino)).toEqual([node.ino]);
  });

  it('keeps two nodes apart that change places', () => {
    const a = add(rootNode, 'a', 'file');
    const b = add(rootNode, 'b', 'file');
    tree.save({ ...withViews(a), place: undefined });
    tree.save({ ...withViews(b), place: { parent: rootNode, name: 'a' } });
    tree.save({ ...withViews(tree.get(a.ino) as Node), place: { parent: rootNode, name: 'b' } });
    expect(tree.child(rootNode, 'a')?.ino).toBe(b.ino);
    expect(tree.remoteChild(rootNode, 'a')?.ino).toBe(a.ino);
    expect(tree.remoteChild(rootNode, 'b')?.ino).toBe(b.ino);
  });

  it('keeps a removed node for the store alone', () => {
    const node = add(rootNode, 'a', 'file');
    tree.save({ ...withViews(node), place: undefined, changedAt: 5 });
    expect(tree.children(rootNode)).toEqual([]);
    expect(tree.remoteChild(rootNode, 'a')?.ino).toBe(node.ino);
    expect(viewsOf(tree.get(node.ino) as Node).local).toEqual(absent);
  });

  it('makes a node plain again when it has come to rest', () => {
    const node = add(rootNode, 'a', 'file');
    tree.save({ ...withViews(node), changedAt: 5, problem: 'nothing' });
    expect(tree.get(node.ino)).toEqual(node);
    expect(tree.pendingSpan()).toBeUndefined();
  });
});
