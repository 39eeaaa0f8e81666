import { createHash, randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Entry, FileEntry, Revision, StoragePath, StorageProvider } from '@mooring/core';
import { guard, isWithin, joinPath, pathNames, StorageError, withLayers } from '@mooring/core';
import { mapErrors, unless } from './errors.ts';
import { fileBody } from './file-body.ts';
import { temporaryFolder, traits } from './traits.ts';

/** Shows a folder of this machine as a store. A revision is the hash of the bytes, so telling it takes a look at them all. */
export async function openFolder(folder: string): Promise<StorageProvider> {
  const root = resolve(folder);
  await fs.mkdir(join(root, temporaryFolder), { recursive: true });
  return withLayers(createProvider(root), guard(), mapErrors);
}

function createProvider(root: string): StorageProvider {
  const real = (path: StoragePath) => join(root, ...pathNames(path));
  const temporary = () => join(root, temporaryFolder, randomUUID());

  /** What is at a path. Goes name by name, so that no symbolic link leads out of the folder. */
  async function find(path: StoragePath): Promise<Stats | undefined> {
    let [at, stats] = [root, await fs.lstat(root)];
    for (const name of pathNames(path)) {
      if (!stats.isDirectory()) throw new StorageError('not-a-folder', `${at} is a file`);
      at = join(at, name);
      const next = await fs.lstat(at).catch(unless('ENOENT'));
      if (next === undefined || !(next.isFile() || next.isDirectory())) return undefined;
      stats = next;
    }
    return stats;
  }

  async function need(path: StoragePath): Promise<Stats> {
    const stats = await find(path);
    if (stats === undefined) throw new StorageError('not-found', `nothing is at ${path}`);
    return stats;
  }

  async function toEntry(path: StoragePath, stats: Stats): Promise<Entry> {
    const name = pathNames(path).at(-1) ?? '';
    if (stats.isDirectory()) return { kind: 'folder', path, name };
    const revision = await hashOf(real(path));
    const [modifiedAt, mtime] = [Math.floor(stats.ctimeMs), Math.floor(stats.mtimeMs)];
    return { kind: 'file', path, name, size: stats.size, revision, modifiedAt, mtime };
  }

  async function toFile(path: StoragePath, stats: Stats, expected?: Revision): Promise<FileEntry> {
    const entry = await toEntry(path, stats);
    if (entry.kind === 'folder') throw new StorageError('is-a-folder', `${path} is a folder`);
    if (expected !== undefined && expected !== entry.revision) {
      throw new StorageError('conflict', `${path} has changed`);
    }
    return entry;
  }

  async function* entriesIn(folder: StoragePath, recursive: boolean): AsyncGenerator<Entry> {
    for (const name of await fs.readdir(real(folder))) {
      const path = joinPath(folder, name);
      const stats = name === temporaryFolder ? undefined : await find(path);
      if (stats === undefined) continue;
      yield await toEntry(path, stats);
      if (recursive && stats.isDirectory()) yield* entriesIn(path, recursive);
    }
  }

  return {
    specVersion: 1,
    id: 'folder',
    traits,

    stat: async ({ path }) => toEntry(path, await need(path)),

    async list({ path, recursive = false }) {
      const stats = await need(path);
      if (stats.isFile()) throw new StorageError('not-a-folder', `${path} is a file`);
      const entries: Entry[] = [];
      for await (const entry of entriesIn(path, recursive)) entries.push(entry);
      return { entries };
    },

    read: ({ path, offset = 0, length = Number.POSITIVE_INFINITY, revision, signal }) =>
      exclusively(root, async () => {
        const entry = await toFile(path, await need(path), revision);
        const end = Math.min(offset + length, entry.size);
        return { entry, body: fileBody(await fs.open(real(path)), offset, end, signal) };
      }),

    write: ({ path, content, mode, mtime, signal }) =>
      exclusively(root, async () => {
        const stats = await find(path);
        if (mode === 'create' && stats) throw new StorageError('already-exists', `${path} exists`);
        if (typeof mode === 'object' && !stats)
          throw new StorageError('conflict', `${path} is gone`);
        if (stats)
          await toFile(path, stats, typeof mode === 'object' ? mode.ifRevision : undefined);
        const file = temporary();
        try {
          await fs.writeFile(file, content instanceof Blob ? content.stream() : content, {
            signal,
          });
          if (mtime !== undefined) await fs.utimes(file, mtime / 1000, mtime / 1000);
          await fs.mkdir(dirname(real(path)), { recursive: true });
          await fs.rename(file, real(path));
        } finally {
          await fs.rm(file, { force: true });
        }
        return toFile(path, await need(path));
      }),

    createFolder: ({ path }) =>
      exclusively(root, async () => {
        if (await find(path)) throw new StorageError('already-exists', `${path} exists`);
        await fs.mkdir(real(path), { recursive: true });
        return { kind: 'folder', path, name: pathNames(path).at(-1) ?? '' };
      }),

    remove: ({ path, recursive = false, ifRevision }) =>
      exclusively(root, async () => {
        const stats = await need(path);
        if (ifRevision !== undefined) await toFile(path, stats, ifRevision);
        if (stats.isDirectory() && !recursive) return fs.rmdir(real(path));
        // Out of sight in one step, however much it is.
        const rest = temporary();
        await fs.rename(real(path), rest);
        await fs.rm(rest, { recursive: true });
      }),

    move: ({ from, to, replace = false }) =>
      exclusively(root, async () => {
        const [source, target] = [await need(from), await find(to)];
        if (to !== from && source.isDirectory() && isWithin(to, from)) {
          throw new StorageError('invalid-request', `${to} lies inside ${from}`);
        }
        if (target && (!replace || to === from)) {
          throw new StorageError('already-exists', `${to} exists`);
        }
        if (target?.isDirectory()) throw new StorageError('is-a-folder', `${to} is a folder`);
        if (target && source.isDirectory())
          throw new StorageError('not-a-folder', `${to} is a file`);
        await fs.mkdir(dirname(real(to)), { recursive: true });
        await fs.rename(real(from), real(to));
        return toEntry(to, await need(to));
      }),
  };
}

const running = new Map<string, Promise<unknown>>();

/** Runs one task of a folder at a time, so that nothing happens between looking and acting. */
function exclusively<Value>(root: string, task: () => Promise<Value>): Promise<Value> {
  const result = (running.get(root) ?? Promise.resolve()).then(task, task);
  running.set(root, result);
  return result;
}

async function hashOf(file: string): Promise<Revision> {
  const hash = createHash('sha256');
  const handle = await fs.open(file);
  for await (const chunk of handle.createReadStream()) hash.update(chunk);
  return hash.digest('hex') as Revision;
}
