export const schemaVersion = 2;

/**
 * A node is one row. Its columns hold what the user sees; `synced` holds what was last agreed with the store, and
 * `remote` what the store was last seen to hold, each as JSON and only where it differs from the one before. Almost
 * every row has neither.
 *
 * `parent` is null for the root, and for a node that the user removed and the store still has. `remote_parent` and
 * `remote_key` say where the store has a node that lies elsewhere, or nowhere, for the user.
 * `changed_at` is set exactly while there is something to send or to merge.
 *
 * A content is the bytes of one file: a cached copy of the revision `base_revision` of `base_ino`, or, `edited`, what
 * the user made of it. `present` is null when all bytes are here, else a JSON list of ranges. `unsaved` is set while
 * the size in the row may be behind the file on disk. `cached_bytes` is how many bytes of a copy are here.
 *
 * AUTOINCREMENT, so that an inode number is never used for a second node.
 */
export const schema = `
CREATE TABLE node (
  ino INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'folder', 'symlink')),
  parent INTEGER REFERENCES node (ino),
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  size INTEGER NOT NULL DEFAULT 0,
  mtime REAL NOT NULL,
  ctime REAL NOT NULL,
  atime REAL NOT NULL,
  mode INTEGER NOT NULL,
  target TEXT,
  revision TEXT,
  hash TEXT,
  remote_id TEXT,
  read_only INTEGER NOT NULL DEFAULT 0,
  export_as TEXT,
  local_only INTEGER NOT NULL DEFAULT 0,
  listed INTEGER NOT NULL DEFAULT 0,
  synced TEXT,
  remote TEXT,
  remote_parent INTEGER REFERENCES node (ino),
  remote_key TEXT,
  changed_at REAL,
  problem TEXT
) STRICT;
CREATE UNIQUE INDEX node_place ON node (parent, key) WHERE parent IS NOT NULL;
CREATE UNIQUE INDEX node_remote_place ON node (remote_parent, remote_key) WHERE remote_parent IS NOT NULL;
CREATE INDEX node_remote_id ON node (remote_id) WHERE remote_id IS NOT NULL;
CREATE INDEX node_local_only ON node (ino) WHERE local_only = 1;
CREATE INDEX node_changed ON node (changed_at) WHERE changed_at IS NOT NULL;

CREATE TABLE content (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ino INTEGER NOT NULL,
  edited INTEGER NOT NULL,
  unsaved INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL,
  base_ino INTEGER,
  base_revision TEXT,
  base_path TEXT,
  present TEXT,
  cached_bytes INTEGER NOT NULL,
  used_at REAL NOT NULL
) STRICT;
CREATE INDEX content_ino ON content (ino);
CREATE INDEX content_used ON content (used_at) WHERE edited = 0;

CREATE TABLE upload (
  ino INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  session TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
