import {
  isStorageError,
  override,
  readBytes,
  StorageError,
  type UploadSession,
} from '@mooring/core';
import { changeUploads } from './change-facet.ts';
import type { Mutant } from './mutant.ts';

/** Mistakes in upload sessions. */
export const uploadMutants: readonly Mutant[] = [
  {
    mistake: 'a chunk that is sent again is added again',
    caughtBy: 'uploads',
    layer: changeUploads(({ append, finish }) => {
      const ends = new Map<string, number>();
      const at = (session: UploadSession) => ({
        ...session,
        offset: ends.get(session.id) ?? session.offset,
      });
      return {
        append: async (request) => {
          const session = await append({ ...request, session: at(request.session), close: false });
          ends.set(session.id, session.offset);
          return session;
        },
        finish: (request) => finish({ ...request, session: at(request.session) }),
      };
    }),
  },
  {
    mistake: 'a finished upload replaces what is there',
    caughtBy: 'uploads',
    layer: changeUploads(({ finish }) => ({
      finish: (request) => finish({ ...request, mode: 'overwrite' }),
    })),
  },
  {
    mistake: 'a finished upload does not look at its size',
    caughtBy: 'uploads',
    layer: changeUploads(({ append, finish }) => {
      const sessions = new Map<string, UploadSession>();
      return {
        append: async (request) => {
          const session = await append(request);
          sessions.set(session.id, session);
          return session;
        },
        finish: (request) =>
          finish({ ...request, session: sessions.get(request.session.id) ?? request.session }),
      };
    }),
  },
  {
    mistake: 'a session lives in the process that began it',
    caughtBy: 'uploads',
    layer: changeUploads(({ start, append }) => {
      const own = new Set<string>();
      return {
        start: async (request) => {
          const session = await start(request);
          own.add(session.id);
          return session;
        },
        append: (request) => {
          const { session } = request;
          return append(
            own.has(session.id) ? request : { ...request, session: { ...session, id: '' } },
          );
        },
      };
    }),
  },
  {
    mistake: 'a chunk of a parallel session cannot be sent again',
    caughtBy: 'parallel uploads',
    layer: changeUploads(({ append }) => {
      const sent = new Set<string>();
      return {
        append: async (request) => {
          const { id, order, offset } = request.session;
          if (order === 'parallel' && sent.has(`${id} ${offset}`)) {
            throw new StorageError('invalid-request', 'the chunk is there');
          }
          sent.add(`${id} ${offset}`);
          return append(request);
        },
      };
    }),
  },
  {
    mistake: 'another chunk at an old offset passes for one sent again',
    caughtBy: 'uploads',
    layer: changeUploads(({ append }) => {
      const ends = new Map<string, number>();
      return {
        append: async (request) => {
          const { session } = request;
          if (session.offset < (ends.get(session.id) ?? 0)) return session;
          const next = await append(request);
          ends.set(session.id, next.offset);
          return next;
        },
      };
    }),
  },
  {
    mistake: 'a session that is finished makes a second file',
    caughtBy: 'uploads',
    layer: override(({ uploads, copy }) => {
      const files = new Map<string, '/' | `/${string}`>();
      if (uploads === undefined) return {};
      return {
        uploads: {
          ...uploads,
          finish: async (request) => {
            const { session, path } = request;
            const made = files.get(session.id);
            if (made !== undefined && path !== made) {
              const entry = await copy?.({ from: made, to: path });
              if (entry?.kind === 'file') return entry;
            }
            const entry = await uploads.finish(request);
            files.set(session.id, path);
            return entry;
          },
        },
      };
    }),
  },
  {
    mistake: 'a finish takes identical bytes for a success',
    caughtBy: 'uploads',
    layer: override((inner) => {
      const chunks = new Map<string, Uint8Array>();
      const { uploads } = inner;
      if (uploads === undefined) return {};
      return {
        uploads: {
          ...uploads,
          append: async (request) => {
            const bytes = await new Blob([request.chunk as never]).arrayBuffer();
            chunks.set(request.session.id, new Uint8Array(bytes));
            return uploads.append(request);
          },
          finish: (request) =>
            uploads.finish(request).catch(async (error) => {
              if (!isStorageError(error, 'already-exists')) throw error;
              const there = await readBytes(inner, { path: request.path });
              const sent = chunks.get(request.session.id) ?? new Uint8Array();
              const entry = await inner.stat({ path: request.path });
              if (Buffer.compare(there, sent) !== 0 || entry.kind === 'folder') throw error;
              return entry;
            }),
        },
      };
    }),
  },
  {
    mistake: 'a finish never replaces a file',
    caughtBy: 'uploads',
    layer: changeUploads(({ finish }) => ({
      finish: (request) => finish({ ...request, mode: 'create' }),
    })),
  },
  {
    mistake: 'a finish drops the time of the writer',
    caughtBy: 'uploads',
    layer: changeUploads(({ finish }) => ({
      finish: (request) => finish({ ...request, mtime: undefined }),
    })),
  },
];
