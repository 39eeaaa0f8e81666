import {
  type AnyRequest,
  type BatchLimits,
  type BatchOperations,
  isStorageError,
  type OperationName,
  type Outcome,
} from '@mooring/core';
import { copyEntry } from '../relocate/copy-entry.ts';
import { moveEntry } from '../relocate/move-entry.ts';
import { removeEntry } from '../remove/remove-entry.ts';
import type { StoreState } from '../state/store-state.ts';
import { createFolder } from '../write/create-folder.ts';
import { writeContent } from '../write/write-content.ts';
import type { Connection } from './connection.ts';

export function createBatch(
  state: StoreState,
  connection: Connection,
  limits: BatchLimits,
): BatchOperations {
  function many<Request extends AnyRequest, Value>(
    operation: OperationName,
    one: (request: Request) => Value | Promise<Value>,
  ) {
    return (batch: AnyRequest & { readonly requests: readonly Request[] }) =>
      connection.call(operation, batch, async () => {
        const outcomes: Outcome<Value>[] = [];
        for (const request of batch.requests) {
          batch.signal?.throwIfAborted();
          outcomes.push(await outcome(() => one(request)));
        }
        return outcomes;
      });
  }
  return {
    limits,
    writeMany: many('batch.writeMany', (request) => writeContent(state, request)),
    removeMany: many('batch.removeMany', (request) => removeEntry(state, request)),
    moveMany: many('batch.moveMany', (request) => moveEntry(state, request)),
    copyMany: many('batch.copyMany', (request) => copyEntry(state, request)),
    createFolders: many('batch.createFolders', ({ path }) => createFolder(state, path)),
  };
}

async function outcome<Value>(run: () => Value | Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { status: 'done', value: await run() };
  } catch (error) {
    if (isStorageError(error)) return { status: 'failed', error };
    throw error;
  }
}
