import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Facts about the whole file system that outlive the process. */
export type SettingName =
  /** The change feed continues from here. Written with the changes before it, in one transaction. */
  | 'cursor'
  /** Set once the whole account has been listed. */
  | 'listed'
  /** The start of the machine in which this was last open; absent after a clean end. */
  | 'running-since-boot'
  /** The last known quota, as JSON. */
  | 'quota';

export class Settings {
  readonly #get: StatementSync;
  readonly #set: StatementSync;
  readonly #delete: StatementSync;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT value FROM setting WHERE name = ?');
    this.#set = database.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)');
    this.#delete = database.prepare('DELETE FROM setting WHERE name = ?');
  }

  get(name: SettingName): string | undefined {
    return this.#get.get(name)?.['value'] as string | undefined;
  }

  set(name: SettingName, value: string): void {
    this.#set.run(name, value);
  }

  delete(name: SettingName): void {
    this.#delete.run(name);
  }
}
