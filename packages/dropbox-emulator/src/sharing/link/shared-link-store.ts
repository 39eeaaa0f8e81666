import { randomBytes } from 'node:crypto';
import type { AccountId } from '../../account/account.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Database } from '../../database/database.ts';
import { nameOf } from '../../path/split-path.ts';
import type { Entry } from '../../tree/entry.ts';

/** A link by which others can see a file or folder. */
export interface SharedLink {
  readonly id: string;
  readonly url: string;
  readonly owner: AccountId;
  /** Id of the file or folder. */
  readonly entry: string;
  readonly settings: SharedLinkSettings;
}

export interface SharedLinkSettings {
  readonly audience: 'public' | 'team' | 'no_one' | 'members';
  readonly password: string | undefined;
  /** Seconds since 1970. */
  readonly expires: number | undefined;
  readonly allowDownload: boolean;
}

interface LinkRow {
  readonly id: string;
  readonly url: string;
  readonly owner: string;
  readonly entry: string;
  /** JSON. */
  readonly settings: string;
}

const table = `
  CREATE TABLE IF NOT EXISTS shared_link (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    owner TEXT NOT NULL,
    entry TEXT NOT NULL,
    settings TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS shared_link_entry ON shared_link (entry);`;

/** `fi` for files and `fo` for folders, then the id that tells links apart. */
const linkPath = /^\/scl\/f[io]\/([^/]+)\//;

export class SharedLinkStore {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    database.execute(table);
  }

  create(owner: AccountId, entry: Entry, settings: SharedLinkSettings): SharedLink {
    const id = randomBytes(15).toString('hex');
    const kind = entry.kind === 'file' ? 'fi' : 'fo';
    const name = encodeURIComponent(nameOf(entry.path));
    const key = randomBytes(16).toString('hex');
    const url = `https://www.dropbox.com/scl/${kind}/${id}/${name}?rlkey=${key}&dl=0`;
    this.#database.run(
      'INSERT INTO shared_link (id, url, owner, entry, settings) VALUES (?, ?, ?, ?, ?)',
      id,
      url,
      owner,
      entry.id,
      JSON.stringify(settings),
    );
    return { id, url, owner, entry: entry.id, settings };
  }

  /** By its address, whatever the address says about how to show it. */
  findByUrl(url: string): SharedLink | undefined {
    const parsed = URL.parse(url);
    const id = linkPath.exec(parsed?.pathname ?? '')?.[1];
    const link = id === undefined ? undefined : this.find(id);
    const key = parsed?.searchParams.get('rlkey');
    return link !== undefined && new URL(link.url).searchParams.get('rlkey') === key
      ? link
      : undefined;
  }

  find(id: string): SharedLink | undefined {
    const row = this.#database.get<LinkRow>('SELECT * FROM shared_link WHERE id = ?', id);
    return row === undefined ? undefined : linkOf(row);
  }

  /** The links of an account to any of the entries, or to anything when none are given. */
  list(owner: AccountId, entries?: readonly string[]): readonly SharedLink[] {
    const sql = 'SELECT * FROM shared_link WHERE owner = ? ORDER BY rowid';
    return this.#database
      .all<LinkRow>(sql, owner)
      .filter(({ entry }) => entries === undefined || entries.includes(entry))
      .map(linkOf);
  }

  update(id: string, settings: SharedLinkSettings): void {
    const sql = 'UPDATE shared_link SET settings = ? WHERE id = ?';
    this.#database.run(sql, JSON.stringify(settings), id);
  }

  revoke(id: string): void {
    this.#database.run('DELETE FROM shared_link WHERE id = ?', id);
  }

  hasExpired({ settings }: SharedLink): boolean {
    return settings.expires !== undefined && settings.expires * 1000 <= this.#clock.now();
  }
}

function linkOf(row: LinkRow): SharedLink {
  const { id, url, owner, entry } = row;
  return { id, url, owner, entry, settings: JSON.parse(row.settings) as SharedLinkSettings };
}
