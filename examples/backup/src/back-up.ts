import { openAsBlob } from 'node:fs';
import {
  type FileEntry,
  isStorageError,
  joinPath,
  listEntries,
  nameKey,
  type StoragePath,
  type StorageProvider,
  upload,
} from '@mooring/core';
import { type LocalFile, localFiles } from './local-files.ts';

export interface BackUpOptions {
  readonly provider: StorageProvider;
  /** The folder on this machine. */
  readonly source: string;
  /** The folder in the store. Created when missing. */
  readonly target: StoragePath;
  readonly signal?: AbortSignal | undefined;
  /** Told of each file when it is done with. */
  readonly onFile?: ((result: FileResult) => void) | undefined;
}

export type FileResult = { readonly file: LocalFile } & (
  | { readonly outcome: 'stored' | 'unchanged' }
  | { readonly outcome: 'failed'; readonly error: unknown }
);

export interface BackUpSummary {
  readonly stored: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly storedBytes: number;
}

/**
 * Stores what is new or has changed, and leaves everything else alone: what is gone here stays there. A file that fails
 * does not stop the others. A file that somebody changes there meanwhile fails with `conflict`, and is not overwritten.
 */
export async function backUp(options: BackUpOptions): Promise<BackUpSummary> {
  const { provider, source, target, signal, onFile } = options;
  const known = await listTarget(provider, target, signal);
  let summary: BackUpSummary = { stored: 0, unchanged: 0, failed: 0, storedBytes: 0 };
  for await (const file of localFiles(source)) {
    signal?.throwIfAborted();
    const result = await backUpFile(file, known, options);
    const storedBytes = summary.storedBytes + (result.outcome === 'stored' ? file.size : 0);
    summary = { ...summary, [result.outcome]: summary[result.outcome] + 1, storedBytes };
    onFile?.(result);
  }
  return summary;
}

/** The files that the store has, by the form in which it compares paths. */
async function listTarget(
  provider: StorageProvider,
  target: StoragePath,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, FileEntry>> {
  const known = new Map<string, FileEntry>();
  try {
    for await (const entry of listEntries(provider, { path: target, recursive: true, signal })) {
      if (entry.kind === 'file') known.set(nameKey(entry.path, provider.traits), entry);
    }
  } catch (error) {
    // The first back-up creates the folder with its first file.
    if (!isStorageError(error, 'not-found')) throw error;
  }
  return known;
}

async function backUpFile(
  file: LocalFile,
  known: ReadonlyMap<string, FileEntry>,
  { provider, target, signal }: BackUpOptions,
): Promise<FileResult> {
  try {
    const path = joinPath(target, ...file.names);
    const there = known.get(nameKey(path, provider.traits));
    const content = await openAsBlob(file.location);
    if (there !== undefined && (await isSame(provider, there, file, content))) {
      return { file, outcome: 'unchanged' };
    }
    const mode = there === undefined ? 'create' : { ifRevision: there.revision };
    await upload(provider, { path, content, mode, mtime: file.mtime, signal });
    return { file, outcome: 'stored' };
  } catch (error) {
    signal?.throwIfAborted();
    return { file, outcome: 'failed', error };
  }
}

/** By hash where the store tells one; else by time, to the second, since stores may round it. */
async function isSame(
  provider: StorageProvider,
  there: FileEntry,
  here: LocalFile,
  content: Blob,
): Promise<boolean> {
  if (there.size !== here.size) return false;
  const hasher = provider.createHasher?.();
  if (hasher === undefined || there.contentHash === undefined) {
    return Math.floor((there.mtime ?? 0) / 1000) === Math.floor(here.mtime / 1000);
  }
  for await (const chunk of content.stream()) hasher.update(chunk);
  return hasher.digest() === there.contentHash;
}
