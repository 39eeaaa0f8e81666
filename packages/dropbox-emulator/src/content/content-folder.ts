import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where content lies that is too large for the database. */
export interface ContentFolder {
  pathOf(file: string): string;
  /** A name that is not taken. The file itself comes with the first write. */
  newFile(): string;
  remove(file: string): void;
  /** The names of all files. */
  list(): readonly string[];
  close(): void;
}

/** A folder that stays. */
export function lastingContentFolder(path: string): ContentFolder {
  mkdirSync(path, { recursive: true });
  return contentFolder(
    () => path,
    () => readdirSync(path),
    () => undefined,
  );
}

/** A folder that comes with the first large content, and goes at the end. */
export function temporaryContentFolder(): ContentFolder {
  let path: string | undefined;
  return contentFolder(
    () => {
      path ??= mkdtempSync(join(tmpdir(), 'dropbox-emulator-'));
      return path;
    },
    () => (path === undefined ? [] : readdirSync(path)),
    () => {
      if (path !== undefined) rmSync(path, { recursive: true, force: true });
    },
  );
}

function contentFolder(
  path: () => string,
  list: () => readonly string[],
  close: () => void,
): ContentFolder {
  return {
    pathOf: (file) => join(path(), file),
    newFile: () => randomUUID(),
    remove: (file) => rmSync(join(path(), file), { force: true }),
    list,
    close,
  };
}
