import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes files below a folder, with the folders on the way. */
export async function writeFiles(
  folder: string,
  files: Iterable<{ readonly path: string; readonly content: Uint8Array }>,
): Promise<void> {
  for (const { path, content } of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
