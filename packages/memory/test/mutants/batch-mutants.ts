import { type Outcome, override, readBytes, type StorageProvider } from '@mooring/core';
import { changeBatch } from './change-facet.ts';
import type { Mutant } from './mutant.ts';

/** Mistakes in batches. */
export const batchMutants: readonly Mutant[] = [
  {
    mistake: 'one failure in a batch fails them all',
    caughtBy: 'batch',
    layer: changeBatch(({ writeMany }) => ({
      writeMany: async (request) => {
        const outcomes = await writeMany(request);
        for (const outcome of outcomes) if (outcome.status === 'failed') throw outcome.error;
        return outcomes;
      },
    })),
  },
  {
    mistake: 'the outcomes of a batch come in the order of their success',
    caughtBy: 'batch',
    layer: changeBatch(({ removeMany }) => ({
      removeMany: async (request) => {
        const outcomes = await removeMany(request);
        return outcomes.toSorted((a, b) => a.status.localeCompare(b.status));
      },
    })),
  },
  {
    mistake: 'a batch that is too large is cut',
    caughtBy: 'batch',
    layer: changeBatch(({ removeMany, limits }) => ({
      removeMany: (request) =>
        removeMany({ ...request, requests: request.requests.slice(0, limits.maxEntries) }),
    })),
  },
  {
    mistake: 'the outcomes of two writes are swapped',
    caughtBy: 'batch',
    layer: changeBatch(({ writeMany }) => ({
      writeMany: async (request) => {
        const [first, ...rest] = await writeMany(request);
        const last = rest.pop();
        return [last, ...rest, first].filter((outcome) => outcome !== undefined);
      },
    })),
  },
  {
    mistake: 'the outcomes of new folders come the other way round',
    caughtBy: 'batch',
    layer: changeBatch(({ createFolders }) =>
      createFolders === undefined
        ? {}
        : { createFolders: async (request) => (await createFolders(request)).toReversed() },
    ),
  },
  {
    mistake: 'a batch stops at the first failure',
    caughtBy: 'batch',
    layer: changeBatch(({ removeMany }) => ({
      removeMany: async ({ requests, ...rest }) => {
        const outcomes: Outcome<void>[] = [];
        for (const request of requests) {
          const last = outcomes.at(-1);
          if (last?.status === 'failed') outcomes.push(last);
          else outcomes.push(...(await removeMany({ ...rest, requests: [request] })));
        }
        return outcomes;
      },
    })),
  },
  {
    mistake: 'a create in a batch takes identical bytes for a success',
    caughtBy: 'batch',
    layer: override((inner) => {
      const { batch } = inner;
      if (batch === undefined) return {};
      return {
        batch: {
          ...batch,
          writeMany: async (request) => {
            const outcomes = await batch.writeMany(request);
            return Promise.all(
              outcomes.map((outcome, index) => forgive(inner, request.requests[index], outcome)),
            );
          },
        },
      };
    }),
  },
  {
    mistake: 'a batch of moves leaves the sources where they are',
    caughtBy: 'batch',
    layer: changeBatch(({ copyMany }) => (copyMany === undefined ? {} : { moveMany: copyMany })),
  },
];

async function forgive<Value>(
  provider: StorageProvider,
  request: { readonly path: '/' | `/${string}`; readonly content: Uint8Array | Blob } | undefined,
  outcome: Outcome<Value>,
): Promise<Outcome<Value>> {
  if (request === undefined || outcome.status === 'done') return outcome;
  const there = await readBytes(provider, { path: request.path }).catch(() => undefined);
  const sent = new Uint8Array(await new Blob([request.content as never]).arrayBuffer());
  if (there === undefined || Buffer.compare(there, sent) !== 0) return outcome;
  return { status: 'done', value: (await provider.stat({ path: request.path })) as Value };
}
