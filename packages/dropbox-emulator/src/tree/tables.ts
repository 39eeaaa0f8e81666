export const treeTables = `
  CREATE TABLE IF NOT EXISTS namespace (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    -- Bytes of all files in it.
    used INTEGER NOT NULL DEFAULT 0
  );
  -- A page of a listing reads this table alone, so the present state of a file stands here and not among the revisions.
  CREATE TABLE IF NOT EXISTS entry (
    row INTEGER PRIMARY KEY,
    namespace INTEGER NOT NULL,
    key TEXT NOT NULL,
    path TEXT NOT NULL,
    -- Row of the folder, null for a namespace itself.
    parent INTEGER,
    id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    mount INTEGER,
    -- Null for folders, like all that follows.
    revision INTEGER,
    content INTEGER,
    size INTEGER,
    hash BLOB,
    client_modified INTEGER,
    -- Number of the account.
    author INTEGER,
    -- JSON, null for plain files.
    nature TEXT
  );
  CREATE UNIQUE INDEX IF NOT EXISTS entry_key ON entry (namespace, key);
  CREATE INDEX IF NOT EXISTS entry_parent ON entry (parent);
  CREATE UNIQUE INDEX IF NOT EXISTS entry_id ON entry (id);
  CREATE INDEX IF NOT EXISTS entry_sequence ON entry (namespace, sequence);
  CREATE INDEX IF NOT EXISTS entry_mount ON entry (namespace) WHERE mount IS NOT NULL;
  CREATE UNIQUE INDEX IF NOT EXISTS entry_revision ON entry (revision) WHERE revision IS NOT NULL;
  -- The states that files were in before.
  CREATE TABLE IF NOT EXISTS revision (
    stamp INTEGER PRIMARY KEY,
    namespace INTEGER NOT NULL,
    file TEXT NOT NULL,
    key TEXT NOT NULL,
    path TEXT NOT NULL,
    content INTEGER NOT NULL,
    size INTEGER NOT NULL,
    hash BLOB NOT NULL,
    client_modified INTEGER NOT NULL,
    author INTEGER NOT NULL,
    nature TEXT
  );
  CREATE INDEX IF NOT EXISTS revision_key ON revision (namespace, key);
  CREATE INDEX IF NOT EXISTS revision_file ON revision (file);
  CREATE INDEX IF NOT EXISTS revision_content ON revision (content);
  CREATE TABLE IF NOT EXISTS deletion (
    namespace INTEGER NOT NULL,
    key TEXT NOT NULL,
    path TEXT NOT NULL,
    parent_key TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    deleted_at INTEGER NOT NULL,
    -- 1 when nothing of it can be had back. Only change feeds still tell of it.
    purged INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (namespace, key)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS deletion_sequence ON deletion (namespace, sequence);
  CREATE INDEX IF NOT EXISTS deletion_parent ON deletion (namespace, parent_key);`;
