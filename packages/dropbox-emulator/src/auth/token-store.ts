import { randomBytes } from 'node:crypto';
import type { AccountId } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import type { Database } from '../database/database.ts';
import type { Scope } from './scope.ts';

/** For whom a token speaks: one account, or a whole team, whose member each call then has to name. */
export type Bearer =
  | { readonly kind: 'account'; readonly account: AccountId }
  | { readonly kind: 'team'; readonly team: string };

export interface AccessToken {
  readonly token: string;
  readonly app: number;
  readonly bearer: Bearer;
  readonly scopes: readonly Scope[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined;
  readonly refreshToken: string | undefined;
}

export interface RefreshToken {
  readonly token: string;
  readonly app: number;
  readonly bearer: Bearer;
  readonly scopes: readonly Scope[];
  readonly holder: RefreshTokenHolder;
}

/** Who was given a refresh token: an app that has to show its secret again, or one that cannot keep any. */
export type RefreshTokenHolder = 'confidential' | 'public';

export interface TokenRequest {
  readonly app: number;
  readonly bearer: Bearer;
  readonly scopes: readonly Scope[];
  /** Seconds; never when left out. */
  readonly expiresIn?: number | undefined;
  readonly refreshToken?: string | undefined;
  /** The token's own text, where a test wants to know it beforehand. */
  readonly token?: string | undefined;
}

interface TokenRow {
  readonly token: string;
  readonly app: number;
  readonly account: string | null;
  readonly team: string | null;
  readonly scopes: string;
  readonly expires_at: number | null;
  readonly refresh_token: string | null;
}

type RefreshTokenRow = Pick<TokenRow, 'app' | 'account' | 'team' | 'scopes'> & {
  readonly holder: RefreshTokenHolder;
};

const tables = `
  CREATE TABLE IF NOT EXISTS access_token (
    token TEXT PRIMARY KEY,
    app INTEGER NOT NULL,
    account TEXT,
    team TEXT,
    scopes TEXT NOT NULL,
    expires_at INTEGER,
    refresh_token TEXT
  );
  CREATE TABLE IF NOT EXISTS refresh_token (
    token TEXT PRIMARY KEY,
    app INTEGER NOT NULL,
    account TEXT,
    team TEXT,
    scopes TEXT NOT NULL,
    holder TEXT NOT NULL
  );`;

export class TokenStore {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    database.execute(tables);
  }

  issue(request: TokenRequest): AccessToken {
    const { app, bearer, scopes, expiresIn, refreshToken } = request;
    const token = request.token ?? `sl.u.${randomBytes(96).toString('base64url')}`;
    const expiresAt = expiresIn === undefined ? undefined : this.#clock.now() + expiresIn * 1000;
    this.#database.run(
      `INSERT OR REPLACE INTO access_token (token, app, account, team, scopes, expires_at, refresh_token)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      token,
      app,
      ...bearerColumns(bearer),
      scopes.join(' '),
      expiresAt ?? null,
      refreshToken ?? null,
    );
    return { token, app, bearer, scopes, expiresAt, refreshToken };
  }

  issueRefreshToken(request: Omit<RefreshToken, 'token'>): RefreshToken {
    const { app, bearer, scopes, holder } = request;
    const token = randomBytes(48).toString('base64url');
    this.#database.run(
      `INSERT INTO refresh_token (token, app, account, team, scopes, holder)
       VALUES (?, ?, ?, ?, ?, ?)`,
      token,
      app,
      ...bearerColumns(bearer),
      scopes.join(' '),
      holder,
    );
    return { token, app, bearer, scopes, holder };
  }

  /** Also finds a token that has expired. */
  find(token: string): AccessToken | undefined {
    const sql = 'SELECT * FROM access_token WHERE token = ?';
    const row = this.#database.get<TokenRow>(sql, token);
    if (row === undefined) return undefined;
    return {
      token,
      app: row.app,
      bearer: bearerOf(row),
      scopes: scopesOf(row),
      expiresAt: row.expires_at ?? undefined,
      refreshToken: row.refresh_token ?? undefined,
    };
  }

  hasExpired({ expiresAt }: AccessToken): boolean {
    return expiresAt !== undefined && expiresAt <= this.#clock.now();
  }

  findRefreshToken(token: string): RefreshToken | undefined {
    const sql = 'SELECT * FROM refresh_token WHERE token = ?';
    const row = this.#database.get<RefreshTokenRow>(sql, token);
    if (row === undefined) return undefined;
    const { app, holder } = row;
    return { token, app, bearer: bearerOf(row), scopes: scopesOf(row), holder };
  }

  /** Ends the token, the refresh token it came from, and all other tokens that came from that. */
  revoke({ token, refreshToken }: AccessToken): void {
    this.#database.run('DELETE FROM access_token WHERE token = ?', token);
    if (refreshToken === undefined) return;
    this.#database.run('DELETE FROM access_token WHERE refresh_token = ?', refreshToken);
    this.#database.run('DELETE FROM refresh_token WHERE token = ?', refreshToken);
  }

  /** Lets the access tokens of an account expire now. Those it can refresh, it can refresh. */
  expire(account: AccountId): void {
    const sql = 'UPDATE access_token SET expires_at = ? WHERE account = ?';
    this.#database.run(sql, this.#clock.now(), account);
  }

  /** What the account has allowed the app so far. */
  grantedScopes(app: number, account: AccountId): readonly Scope[] {
    const sql = `SELECT scopes FROM access_token WHERE app = ? AND account = ?
                 UNION SELECT scopes FROM refresh_token WHERE app = ? AND account = ?`;
    const rows = this.#database.all<{ scopes: string }>(sql, app, account, app, account);
    return [...new Set(rows.flatMap(scopesOf))];
  }
}

function bearerColumns(bearer: Bearer): [string | null, string | null] {
  return bearer.kind === 'account' ? [bearer.account, null] : [null, bearer.team];
}

function bearerOf(row: Pick<TokenRow, 'account' | 'team'>): Bearer {
  return row.account === null
    ? { kind: 'team', team: row.team ?? '' }
    : { kind: 'account', account: row.account };
}

function scopesOf(row: { readonly scopes: string }): Scope[] {
  return row.scopes.split(' ').filter((scope) => scope !== '') as Scope[];
}
