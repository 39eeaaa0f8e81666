import {
  isStorageError,
  listPages,
  nameKey,
  type Outcome,
  type Revision,
  readBytes,
  type StorageProvider,
  type WriteMode,
} from '@mooring/core';
import { toBytes, toText } from '../support/bytes.ts';
import type { Step } from './step.ts';

/** What a step gave: the code of its error, or what it read. */
export type Result =
  | { readonly outcome: 'done'; readonly seen?: unknown }
  | { readonly outcome: 'failed'; readonly code: string };

/** Makes the call of a step. `stale` is a revision that no file has. Errors that are no StorageErrors are not caught: they are always wrong. */
export async function perform(
  provider: StorageProvider,
  step: Step,
  stale: Revision,
): Promise<Result> {
  try {
    return { outcome: 'done', seen: await call(provider, step, stale) };
  } catch (error) {
    if (isStorageError(error)) return { outcome: 'failed', code: error.code };
    throw error;
  }
}

async function call(provider: StorageProvider, step: Step, stale: Revision): Promise<unknown> {
  switch (step.operation) {
    case 'write':
    case 'upload':
    case 'batch-write':
      return write(provider, step, await modeOf(provider, step, stale));
    case 'createFolder':
      await provider.createFolder(step);
      return undefined;
    case 'remove':
      return provider.remove(step);
    case 'batch-remove': {
      const { path, recursive } = step;
      return single(await provider.batch?.removeMany({ requests: [{ path, recursive }] }));
    }
    case 'move':
      await provider.move(step);
      return undefined;
    case 'copy':
      await provider.copy?.(step);
      return undefined;
    case 'stat':
      return (await provider.stat(step)).kind;
    case 'list': {
      const keys: string[] = [];
      for await (const page of listPages(provider, step)) {
        keys.push(...page.entries.map(({ path }) => nameKey(path, provider.traits)));
      }
      return keys.sort();
    }
    case 'read':
      return toText(await readBytes(provider, step));
  }
}

type WriteStep = Extract<Step, { operation: 'write' | 'upload' | 'batch-write' }>;

async function write(provider: StorageProvider, step: WriteStep, mode: WriteMode): Promise<void> {
  const { path, text } = step;
  const content = toBytes(text);
  const { uploads, batch } = provider;
  if (step.operation === 'batch-write' && batch !== undefined) {
    single(await batch.writeMany({ requests: [{ path, content, mode }] }));
  } else if (step.operation === 'upload' && uploads !== undefined) {
    const start = await uploads.start({ path });
    const session = await uploads.append({ session: start, chunk: content, close: true });
    await uploads.finish({ session, path, mode });
  } else {
    await provider.write({ path, content, mode });
  }
}

async function modeOf(
  provider: StorageProvider,
  { path, mode }: WriteStep,
  stale: Revision,
): Promise<WriteMode> {
  if (mode === 'create' || mode === 'overwrite') return mode;
  if (mode === 'if-stale') return { ifRevision: stale };
  const entry = await provider.stat({ path }).catch(() => undefined);
  return { ifRevision: entry?.kind === 'file' ? entry.revision : stale };
}

function single(outcomes: readonly Outcome<unknown>[] | undefined): undefined {
  const [outcome] = outcomes ?? [];
  if (outcome?.status === 'failed') throw outcome.error;
  return undefined;
}
