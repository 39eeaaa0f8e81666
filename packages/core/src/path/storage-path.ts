/**
 * A canonical absolute path inside a store: `/`, `/a`, `/a/b`. It has no empty, `.` or `..` component and no
 * trailing slash. The type cannot say all of that, so a path from outside goes through `toStoragePath` once.
 */
export type StoragePath = `/${string}`;

/** The folder that holds everything. It always exists; it can be listed, and never moved or removed. */
export const rootPath: StoragePath = '/';
