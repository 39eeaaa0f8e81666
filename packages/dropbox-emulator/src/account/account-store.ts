import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { Database } from '../database/database.ts';
import type { NamespaceId } from '../tree/entry.ts';
import type { Tree } from '../tree/tree.ts';
import {
  type Access,
  type Account,
  type AccountId,
  type AccountType,
  displayName,
  type Team,
} from './account.ts';
import { accountTables } from './account-tables.ts';

export interface AccountDraft {
  readonly givenName?: string | undefined;
  readonly surname?: string | undefined;
  readonly email?: string | undefined;
  readonly emailVerified?: boolean | undefined;
  readonly type?: AccountType | undefined;
  readonly country?: string | undefined;
  readonly locale?: string | undefined;
  /** Bytes. 2 TiB unless told. */
  readonly quota?: number | undefined;
  /** Id of the team that the account joins. Its home then is a folder of the team's space. */
  readonly team?: string | undefined;
}

export interface Grant {
  readonly namespace: NamespaceId;
  readonly account: AccountId;
  readonly access: Access;
  /** Milliseconds since 1970. */
  readonly invitedAt: number;
}

const defaultQuota = 2 * 1024 ** 4;

interface AccountRow {
  readonly id: string;
  readonly uid: number;
  readonly given_name: string;
  readonly surname: string;
  readonly email: string;
  readonly email_verified: number;
  readonly type: AccountType;
  readonly country: string;
  readonly locale: string;
  readonly suspended: number;
  readonly home: number;
  readonly quota: number;
  readonly team: string | null;
  readonly member_id: string | null;
}

interface GrantRow {
  readonly namespace: number;
  readonly account: string;
  readonly access: Access;
  readonly invited_at: number;
}

/** The people and teams, and what each may do in which namespace. */
export class AccountStore {
  readonly #database: Database;
  readonly #tree: Tree;
  readonly #clock: Clock;

  constructor(database: Database, tree: Tree, clock: Clock) {
    this.#database = database;
    this.#tree = tree;
    this.#clock = clock;
    database.execute(accountTables);
    for (const { uid, id } of this.list()) tree.authors.register(uid, id);
  }

  createTeam(name: string): Team {
    return this.#tree.changes.write(() => {
      const id = opaqueId('dbtid:');
      const root = this.#tree.createNamespace('team-root', name).namespace;
      this.#database.run('INSERT INTO team (id, name, root) VALUES (?, ?, ?)', id, name, root);
      return { id, name, root };
    });
  }

  create(draft: AccountDraft = {}): Account {
    return this.#tree.changes.write(() => {
      const id = opaqueId('dbid:');
      const uid = 1 + this.#count();
      const team = draft.team === undefined ? undefined : this.team(draft.team);
      const givenName = draft.givenName ?? 'Jane';
      const surname = draft.surname ?? (uid === 1 ? 'Doe' : `Doe ${uid}`);
      const home = this.#tree.createNamespace('home', `${givenName} ${surname}`).namespace;
      this.#database.run(
        `INSERT INTO account (id, uid, given_name, surname, email, email_verified, type, country, locale,
           home, quota, team, member_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        uid,
        givenName,
        surname,
        draft.email ?? `account${uid}@example.com`,
        (draft.emailVerified ?? true) ? 1 : 0,
        draft.type ?? (team === undefined ? 'pro' : 'business'),
        draft.country ?? 'US',
        draft.locale ?? 'en',
        home,
        draft.quota ?? defaultQuota,
        team?.id ?? null,
        team === undefined ? null : opaqueId('dbmid:'),
      );
      this.#tree.authors.register(uid, id);
      this.grant(home, id, 'owner');
      const account = this.get(id);
      if (team !== undefined) this.#joinTeam(account, team);
      return account;
    });
  }

  find(id: AccountId): Account | undefined {
    return this.#one('WHERE id = ?', id);
  }

  findByEmail(email: string): Account | undefined {
    return this.#one('WHERE email = ?', email);
  }

  findByMemberId(memberId: string): Account | undefined {
    return this.#one('WHERE member_id = ?', memberId);
  }

  get(id: AccountId): Account {
    const account = this.find(id);
    if (account === undefined) throw new Error(`There is no account ${id}.`);
    return account;
  }

  list(): readonly Account[] {
    const rows = this.#database.all<AccountRow>('SELECT * FROM account ORDER BY uid');
    return rows.map((row) => this.#account(row));
  }

  team(id: string): Team {
    const team = this.#database.get<Team>('SELECT id, name, root FROM team WHERE id = ?', id);
    if (team === undefined) throw new Error(`There is no team ${id}.`);
    return team;
  }

  teams(): readonly Team[] {
    return this.#database.all<Team>('SELECT id, name, root FROM team ORDER BY root');
  }

  setSuspended(id: AccountId, isSuspended: boolean): void {
    this.#database.run('UPDATE account SET suspended = ? WHERE id = ?', isSuspended ? 1 : 0, id);
  }

  setQuota(id: AccountId, bytes: number): void {
    this.#database.run('UPDATE account SET quota = ? WHERE id = ?', bytes, id);
  }

  grant(namespace: NamespaceId, account: AccountId, access: Access): void {
    const sql = `INSERT OR REPLACE INTO access (namespace, account, access, invited_at)
                 VALUES (?, ?, ?, ?)`;
    this.#database.run(sql, namespace, account, access, this.#clock.now());
  }

  withdraw(namespace: NamespaceId, account: AccountId): void {
    const sql = 'DELETE FROM access WHERE namespace = ? AND account = ?';
    this.#database.run(sql, namespace, account);
  }

  /** What the account may do in the namespace, undefined when nothing. */
  access(namespace: NamespaceId, account: AccountId): Access | undefined {
    const sql = 'SELECT access FROM access WHERE namespace = ? AND account = ?';
    return this.#database.get<{ access: Access }>(sql, namespace, account)?.access;
  }

  grantsOf(account: AccountId): readonly Grant[] {
    const sql = 'SELECT * FROM access WHERE account = ? ORDER BY namespace';
    return this.#database.all<GrantRow>(sql, account).map(grantOf);
  }

  grantsIn(namespace: NamespaceId): readonly Grant[] {
    const sql = 'SELECT * FROM access WHERE namespace = ? ORDER BY invited_at, account';
    return this.#database.all<GrantRow>(sql, namespace).map(grantOf);
  }

  /** Bytes of all that the account has a hold of, its own and what is shared with it. */
  usedBy(account: AccountId): number {
    const sql = `SELECT coalesce(sum(n.used), 0) AS used
                 FROM access a JOIN namespace n ON n.id = a.namespace WHERE a.account = ?`;
    return this.#database.get<{ used: number }>(sql, account)?.used ?? 0;
  }

  #joinTeam(account: Account, team: Team): void {
    this.grant(team.root, account.id, 'viewer');
    const root = this.#tree.rootOf(team.root);
    const folder = this.#tree.insertFolder(root, `/${displayName(account)}`);
    this.#tree.setMount(folder, account.home);
  }

  #one(where: string, value: string): Account | undefined {
    const row = this.#database.get<AccountRow>(`SELECT * FROM account ${where}`, value);
    return row === undefined ? undefined : this.#account(row);
  }

  #account(row: AccountRow): Account {
    return {
      id: row.id,
      uid: row.uid,
      givenName: row.given_name,
      surname: row.surname,
      email: row.email,
      emailVerified: row.email_verified === 1,
      type: row.type,
      country: row.country,
      locale: row.locale,
      isSuspended: row.suspended === 1,
      home: row.home,
      quota: row.quota,
      membership:
        row.team === null || row.member_id === null
          ? undefined
          : { team: this.team(row.team), memberId: row.member_id },
    };
  }

  #count(): number {
    const row = this.#database.get<{ count: number }>('SELECT count(*) AS count FROM account');
    return row?.count ?? 0;
  }
}

function grantOf(row: GrantRow): Grant {
  const { namespace, account, access } = row;
  return { namespace, account, access, invitedAt: row.invited_at };
}

/** Ids of accounts, members and teams all have 35 characters after their prefix. */
function opaqueId(prefix: string): string {
  return prefix + randomBytes(27).toString('base64url').slice(0, 35);
}
