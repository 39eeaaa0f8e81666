export const accountTables = `
  CREATE TABLE IF NOT EXISTS team (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    root INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS account (
    id TEXT PRIMARY KEY,
    uid INTEGER NOT NULL,
    given_name TEXT NOT NULL,
    surname TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    email_verified INTEGER NOT NULL,
    type TEXT NOT NULL,
    country TEXT NOT NULL,
    locale TEXT NOT NULL,
    suspended INTEGER NOT NULL DEFAULT 0,
    home INTEGER NOT NULL,
    quota INTEGER NOT NULL,
    team TEXT,
    member_id TEXT UNIQUE
  );
  CREATE TABLE IF NOT EXISTS access (
    namespace INTEGER NOT NULL,
    account TEXT NOT NULL,
    access TEXT NOT NULL,
    -- Milliseconds since 1970.
    invited_at INTEGER NOT NULL,
    PRIMARY KEY (namespace, account)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS access_account ON access (account);`;
