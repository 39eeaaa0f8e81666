import { type Entry, isStorageError, override, type StorageProvider } from '@mooring/core';
import type { Mutant } from './mutant.ts';

/** Mistakes in what is read: entries, listings and bytes. */
export const readingMutants: readonly Mutant[] = [
  {
    mistake: 'the last page of a listing is dropped',
    caughtBy: 'list',
    layer: override(({ list }) => ({
      list: async (request) => {
        const page = await list(request);
        return request.cursor !== undefined && page.next === undefined
          ? { ...page, entries: [] }
          : page;
      },
    })),
  },
  {
    mistake: 'the first entry of a page is also the last of the one before',
    caughtBy: 'list',
    layer: override(({ list }) => ({
      list: async (request) => {
        const page = await list(request);
        if (page.next === undefined) return page;
        const [first] = (await list({ ...request, cursor: page.next })).entries;
        return { ...page, entries: first === undefined ? page.entries : [...page.entries, first] };
      },
    })),
  },
  {
    mistake: 'a recursive listing leaves out empty folders',
    caughtBy: 'list',
    layer: override(({ list }) => ({
      list: async (request) => {
        const page = await list(request);
        if (request.recursive !== true) return page;
        const isEmpty = ({ kind, path }: Entry) =>
          kind === 'folder' && !page.entries.some((other) => other.path.startsWith(`${path}/`));
        return { ...page, entries: page.entries.filter((entry) => !isEmpty(entry)) };
      },
    })),
  },
  {
    mistake: 'a file is listed as an empty folder',
    caughtBy: 'list',
    layer: override(({ list }) => ({
      list: (request) =>
        list(request).catch((error) => {
          if (isStorageError(error, 'not-a-folder')) return { entries: [] };
          throw error;
        }),
    })),
  },
  {
    mistake: 'the feed continues where the listing ended, not where it began',
    caughtBy: 'change cursors',
    layer: override(({ list, changes }) => ({
      list: async (request) => {
        const page = await list(request);
        if (page.asOf === undefined || changes === undefined) return page;
        return { ...page, asOf: await changes.latest({ path: request.path }) };
      },
    })),
  },
  {
    mistake: 'a range is one byte short',
    caughtBy: 'read',
    layer: override(({ read }) => ({
      read: (request) =>
        read({ ...request, length: request.length && Math.max(0, request.length - 1) }),
    })),
  },
  {
    mistake: 'a range goes to the end of the file',
    caughtBy: 'read',
    layer: override(({ read }) => ({ read: (request) => read({ ...request, length: undefined }) })),
  },
  {
    mistake: 'the size in the entry is that of the range',
    caughtBy: 'read',
    layer: override(({ read }) => ({
      read: async (request) => {
        const { entry, body } = await read(request);
        return { entry: { ...entry, size: request.length ?? entry.size }, body };
      },
    })),
  },
  {
    mistake: 'a read ignores the revision that it is asked for',
    caughtBy: 'pinned reads',
    layer: override(({ read }) => ({
      read: (request) => read({ ...request, revision: undefined }),
    })),
  },
  {
    mistake: 'a body takes each chunk from what is there by then',
    caughtBy: 'pinned reads',
    layer: override(({ read }) => ({
      read: async (request) => {
        const { entry } = await read(request);
        return { entry, body: bodyInParts(read, request.path, entry.size) };
      },
    })),
  },
  {
    mistake: 'a broken body just ends',
    caughtBy: 'errors',
    layer: override(({ read }) => ({
      read: async (request) => {
        const { entry, body } = await read(request);
        return { entry, body: endingInSilence(body) };
      },
    })),
  },
  {
    mistake: 'names come back in lower case',
    caughtBy: 'stat',
    layer: override(({ stat }) => ({
      stat: async (request) => {
        const entry = await stat(request);
        return { ...entry, name: entry.name.toLowerCase() };
      },
    })),
  },
  {
    mistake: 'what is missing throws a plain error',
    caughtBy: 'stat',
    layer: override(({ stat }) => ({
      stat: (request) =>
        stat(request).catch((error) => {
          throw new Error(error.message);
        }),
    })),
  },
  {
    mistake: 'the account is always empty',
    caughtBy: 'account',
    layer: override(() => ({ quota: async () => ({ usedBytes: 0 }) })),
  },
  {
    mistake: 'the hash covers only the last chunk',
    caughtBy: 'content hash',
    layer: override(({ createHasher }) => ({
      createHasher: () => {
        let last = createHasher?.();
        return {
          update(chunk) {
            last = createHasher?.().update(chunk);
            return this;
          },
          digest: () => last?.digest() ?? '',
        };
      },
    })),
  },
  {
    mistake: 'a range of an old revision is ignored',
    caughtBy: 'pinned reads',
    layer: override(({ read, stat }) => ({
      read: async (request) => {
        const now = await stat({ path: request.path });
        const isOld = now.kind === 'file' && (request.revision ?? now.revision) !== now.revision;
        return read(isOld ? { ...request, offset: undefined, length: undefined } : request);
      },
    })),
  },
  {
    mistake: 'a range of no bytes is taken for no range',
    caughtBy: 'read',
    layer: override(({ read }) => ({
      read: (request) => read({ ...request, length: request.length || undefined }),
    })),
  },
  {
    mistake: 'a read leaves the time of the writer out of its entry',
    caughtBy: 'read',
    layer: override(({ read }) => ({
      read: async (request) => {
        const { entry, body } = await read(request);
        const { mtime: _, ...rest } = entry;
        return { entry: rest, body };
      },
    })),
  },
  {
    mistake: 'a listing leaves the times of the writers out of its entries',
    caughtBy: 'list',
    layer: override(({ list }) => ({
      list: async (request) => {
        const page = await list(request);
        const entries = page.entries.map((entry) => {
          if (entry.kind === 'folder') return entry;
          const { mtime: _, ...rest } = entry;
          return rest;
        });
        return { ...page, entries };
      },
    })),
  },
];

function bodyInParts(read: StorageProvider['read'], path: '/' | `/${string}`, size: number) {
  let offset = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (offset >= size) {
          controller.close();
          return;
        }
        const { body } = await read({ path, offset, length: 1024 * 1024 });
        for await (const chunk of body) {
          offset += chunk.byteLength;
          controller.enqueue(chunk);
        }
      },
    },
    { highWaterMark: 0 },
  );
}

function endingInSilence(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await reader.read().catch(() => undefined);
      if (next?.value === undefined) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
