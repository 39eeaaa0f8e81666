import assert from 'node:assert/strict';
import {
  type Entry,
  type ListRequest,
  listPages,
  nameKey,
  rootPath,
  type StoragePath,
  type StorageProvider,
} from '@mooring/core';
import { fails } from './fails.ts';

/** The entries of a listing, all pages. */
export async function entriesOf(
  provider: StorageProvider,
  path: StoragePath = rootPath,
  options: Omit<ListRequest, 'path'> = {},
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let pages = 0;
  for await (const page of listPages(provider, { path, ...options })) {
    entries.push(...page.entries);
    assert.ok(++pages < 10_000, `the listing of ${path} does not end`);
  }
  return entries;
}

/** The sorted names in a folder. */
export async function namesIn(
  provider: StorageProvider,
  path: StoragePath = rootPath,
): Promise<readonly string[]> {
  return (await entriesOf(provider, path)).map(({ name }) => name).sort();
}

/** The sorted paths of everything below a folder, in the form in which the store compares them. */
export async function keysBelow(
  provider: StorageProvider,
  path: StoragePath = rootPath,
): Promise<readonly string[]> {
  return (await entriesOf(provider, path, { recursive: true })).map(keyOf(provider)).sort();
}

/** The path of an entry in the form in which the store compares paths. */
export function keyOf(
  provider: StorageProvider,
): (entry: { readonly path: StoragePath }) => string {
  return ({ path }) => nameKey(path, provider.traits);
}

export async function expectAbsent(provider: StorageProvider, path: StoragePath): Promise<void> {
  await fails(provider.stat({ path }), 'not-found');
}

/** Expects exactly these paths in the store, given as the store compares them. */
export async function expectTree(
  provider: StorageProvider,
  ...paths: readonly StoragePath[]
): Promise<void> {
  const keys = paths.map((path) => nameKey(path, provider.traits)).sort();
  assert.deepEqual(await keysBelow(provider), keys);
}
