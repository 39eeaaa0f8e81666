import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { ContentFiles } from '../content/content-files.ts';
import { ContentTable } from '../content/content-table.ts';
import { DiskContentFiles } from '../content/disk-content-files.ts';
import { openDatabase } from '../database/open-database.ts';
import { Settings } from '../database/settings.ts';
import { Tree } from '../tree/tree.ts';
import { distrustCache, recoverContents } from './recover-contents.ts';

/** What a file system keeps on this machine. */
export interface LocalStorage {
  readonly database: DatabaseSync;
  readonly settings: Settings;
  readonly tree: Tree;
  readonly table: ContentTable;
  readonly files: ContentFiles;
}

export interface LocalStorageOptions {
  readonly stateFolder: string;
  readonly cacheFolder: string;
  readonly contentFiles?: ContentFiles | undefined;
  /** The store's form for comparing names. */
  readonly keyOf: (name: string) => string;
  readonly now: number;
}

/**
 * Opens what an earlier process left, and puts right what a crash did to it.
 *
 * @throws FileSystemError `EBUSY` when another process has it open
 */
export async function openLocalStorage(options: LocalStorageOptions): Promise<LocalStorage> {
  const { stateFolder, cacheFolder, contentFiles, keyOf, now } = options;
  const database = openDatabase(stateFolder);
  try {
    const settings = new Settings(database);
    const tree = new Tree(database, keyOf);
    tree.initialize(now);
    const table = new ContentTable(database);
    const files = contentFiles ?? (await DiskContentFiles.create(cacheFolder, stateFolder));
    const startedAt = bootId();
    if (![undefined, startedAt].includes(settings.get('running-since-boot'))) distrustCache(table);
    settings.set('running-since-boot', startedAt);
    await recoverContents(tree, table, files);
    return { database, settings, tree, table, files };
  } catch (error) {
    database.close();
    throw error;
  }
}

export function closeLocalStorage({ database, settings }: LocalStorage): void {
  try {
    settings.delete('running-since-boot');
  } finally {
    database.close();
  }
}

/** Tells one start of the machine from another. */
function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
