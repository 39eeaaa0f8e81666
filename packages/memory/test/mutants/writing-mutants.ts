import {
  type FileEntry,
  isStorageError,
  override,
  parentPath,
  readBytes,
  StorageError,
} from '@mooring/core';
import type { Mutant } from './mutant.ts';

/** Mistakes in what is written, moved and removed. */
export const writingMutants: readonly Mutant[] = [
  {
    mistake: 'a write ignores ifRevision',
    caughtBy: 'write modes',
    layer: override(({ write }) => ({
      write: (request) =>
        write(typeof request.mode === 'object' ? { ...request, mode: 'overwrite' } : request),
    })),
  },
  {
    mistake: 'a conditional write looks first, and writes later',
    caughtBy: 'concurrency',
    layer: override(({ stat, write }) => ({
      write: async (request) => {
        const { mode } = request;
        if (typeof mode !== 'object') return write(request);
        const entry = await stat(request);
        if (entry.kind !== 'file' || entry.revision !== mode.ifRevision) return write(request);
        return write({ ...request, mode: 'overwrite' });
      },
    })),
  },
  {
    mistake: 'create replaces what is there',
    caughtBy: 'write modes',
    layer: override(({ write }) => ({
      write: (request) =>
        write(request.mode === 'create' ? { ...request, mode: 'overwrite' } : request),
    })),
  },
  {
    mistake: 'create takes identical bytes for a success',
    caughtBy: 'write modes',
    layer: override((inner) => ({
      write: (request) =>
        inner.write(request).catch(async (error) => {
          const bytes = new Uint8Array(await new Blob([request.content as never]).arrayBuffer());
          const same = await readBytes(inner, request).catch(() => undefined);
          const equal = same !== undefined && Buffer.compare(same, bytes) === 0;
          if (!isStorageError(error, 'already-exists') || !equal) throw error;
          return (await inner.stat(request)) as FileEntry;
        }),
    })),
  },
  {
    mistake: 'a write does not create missing parents',
    caughtBy: 'write',
    layer: override(({ stat, write }) => ({
      write: async (request) => {
        await stat({ path: parentPath(request.path) ?? '/' });
        return write(request);
      },
    })),
  },
  {
    mistake: 'an overwrite leaves the end of a longer file',
    caughtBy: 'write modes',
    layer: override((inner) => ({
      write: async (request) => {
        const old = await readBytes(inner, request).catch(() => new Uint8Array());
        const content = new Blob([request.content as never]);
        const rest = old.slice(content.size);
        return inner.write({ ...request, content: new Blob([content, rest]) });
      },
    })),
  },
  {
    mistake: 'the time of the writer is dropped',
    caughtBy: 'write',
    layer: override(({ write }) => ({
      write: (request) => write({ ...request, mtime: undefined }),
    })),
  },
  {
    mistake: 'a folder that exists is created again without a word',
    caughtBy: 'folders',
    layer: override(({ createFolder }) => ({
      createFolder: (request) =>
        createFolder(request).catch((error) => {
          if (!isStorageError(error, 'already-exists')) throw error;
          return { kind: 'folder', path: request.path, name: '' };
        }),
    })),
  },
  {
    mistake: 'a full folder is removed without recursive',
    caughtBy: 'remove',
    layer: override(({ remove }) => ({
      remove: (request) => remove({ ...request, recursive: true }),
    })),
  },
  {
    mistake: 'removing what is missing is a success',
    caughtBy: 'remove',
    layer: override(({ remove }) => ({
      remove: (request) =>
        remove(request).catch((error) => {
          if (!isStorageError(error, 'not-found')) throw error;
        }),
    })),
  },
  {
    mistake: 'a removal ignores ifRevision',
    caughtBy: 'remove',
    layer: override(({ remove }) => ({
      remove: (request) => remove({ ...request, ifRevision: undefined }),
    })),
  },
  {
    mistake: 'a move replaces what is at its end',
    caughtBy: 'move',
    layer: override(({ move, remove }) => ({
      move: (request) =>
        move(request).catch(async (error) => {
          if (!isStorageError(error, 'already-exists')) throw error;
          await remove({ path: request.to, recursive: true });
          return move(request);
        }),
    })),
  },
  {
    mistake: 'a move is a copy and a removal',
    caughtBy: 'move',
    layer: override(({ copy, move, remove }) => ({
      move: async (request) => {
        const copied = await copy?.(request);
        if (copied === undefined) return move(request);
        await remove({ path: request.from, recursive: true });
        return copied;
      },
    })),
  },
  {
    mistake: 'replace is not atomic, and is done all the same',
    caughtBy: 'replace',
    layer: override(({ move, remove }) => ({
      move: async (request) => {
        if (request.replace) await remove({ path: request.to }).catch(() => undefined);
        return move({ ...request, replace: false });
      },
    })),
  },
  {
    mistake: 'a copy says nothing of a replacement that it cannot do',
    caughtBy: 'replace',
    layer: override(({ copy }) =>
      copy === undefined ? {} : { copy: (request) => copy({ ...request, replace: false }) },
    ),
  },
  {
    mistake: 'a folder that moves leaves its files behind',
    caughtBy: 'move',
    layer: override(({ stat, createFolder, move }) => ({
      move: async (request) => {
        const source = await stat({ path: request.from });
        if (source.kind === 'file') return move(request);
        return createFolder({ path: request.to });
      },
    })),
  },
  {
    mistake: 'a copy keeps the id of its source',
    caughtBy: 'copy',
    layer: override(({ copy, stat }) => ({
      copy: async (request) => {
        const { id } = await stat({ path: request.from });
        const entry = await copy?.(request);
        if (entry === undefined) throw new StorageError('unsupported', 'no copy');
        return id === undefined ? entry : { ...entry, id };
      },
    })),
  },
  {
    mistake: 'what is in a copied folder keeps its ids',
    caughtBy: 'copy',
    layer: override(({ copy, list }) => {
      const ids = new Map<string, string>();
      return {
        copy: async (request) => {
          const { from, to } = request;
          const entry = await copy?.(request);
          if (entry === undefined) throw new StorageError('unsupported', 'no copy');
          if (entry.kind === 'file') return entry;
          for (const { path, id } of (await list({ path: from, recursive: true })).entries) {
            if (id !== undefined) ids.set(`${to}${path.slice(from.length)}`, id);
          }
          return entry;
        },
        list: async (request) => {
          const page = await list(request);
          const entries = page.entries.map((entry) => {
            const id = ids.get(entry.path);
            return id === undefined ? entry : { ...entry, id };
          });
          return { ...page, entries };
        },
      };
    }),
  },
  {
    mistake: 'a write over a file drops the time of the writer',
    caughtBy: 'write modes',
    layer: override(({ write }) => ({
      write: (request) =>
        write(request.mode === 'create' ? request : { ...request, mtime: undefined }),
    })),
  },
  {
    mistake: 'a conditional removal looks first, and removes later',
    caughtBy: 'concurrency',
    layer: override(({ stat, remove }) => ({
      remove: async (request) => {
        const { path, ifRevision } = request;
        if (ifRevision === undefined) return remove(request);
        const entry = await stat({ path });
        const isFine = entry.kind === 'file' && entry.revision === ifRevision;
        return remove(isFine ? { path } : request);
      },
    })),
  },
];
