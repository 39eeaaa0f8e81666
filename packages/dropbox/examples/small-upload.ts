import { type FileEntry, isStorageError, readBytes, type StorageProvider } from '@mooring/core';

/** Adds a line to a file that other devices change too, and loses none of theirs. */
export async function addLine(
  provider: StorageProvider,
  path: `/${string}`,
  line: string,
): Promise<FileEntry> {
  for (;;) {
    try {
      // Only if nothing is there.
      return await provider.write({ path, content: new Blob([`${line}\n`]), mode: 'create' });
    } catch (error) {
      if (!isStorageError(error, 'already-exists')) throw error;
    }
    const { entry, body } = await provider.read({ path });
    const text = await new Response(body).text();
    try {
      // Only over the revision that was read.
      const content = new Blob([text, `${line}\n`]);
      return await provider.write({ path, content, mode: { ifRevision: entry.revision } });
    } catch (error) {
      // Somebody was faster: read again.
      if (!isStorageError(error, 'conflict')) throw error;
    }
  }
}

/** Keeps the last state of something, whatever was there. */
export async function saveState(provider: StorageProvider, state: unknown): Promise<void> {
  const content = new Blob([JSON.stringify(state)]);
  await provider.write({ path: '/state.json', content, mode: 'overwrite', mtime: Date.now() });
}

export async function loadState(provider: StorageProvider): Promise<unknown> {
  const bytes = await readBytes(provider, { path: '/state.json' });
  return JSON.parse(new TextDecoder().decode(bytes));
}
