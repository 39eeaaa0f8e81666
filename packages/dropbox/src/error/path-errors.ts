import type { files } from 'dropbox';
import type { ErrorTable } from './error-table.ts';

export const lookupErrors: ErrorTable<files.LookupError> = {
  malformed_path: 'invalid-path',
  not_found: 'not-found',
  not_file: 'is-a-folder',
  not_folder: 'not-a-folder',
  restricted_content: 'permission-denied',
  unsupported_content_type: 'unsupported',
  locked: 'locked',
  other: 'internal',
};

type ConflictTable = ErrorTable<files.WriteConflictError>;

/** A conflict with what is at the path means something else for each way of writing; the rest means the same. */
function writeErrorsWith(conflict: Pick<ConflictTable, 'file' | 'folder'>): WriteErrors {
  return {
    malformed_path: 'invalid-path',
    conflict: { ...conflict, file_ancestor: 'not-a-folder', other: 'conflict' },
    no_write_permission: 'read-only',
    insufficient_space: 'quota-exceeded',
    disallowed_name: 'invalid-path',
    team_folder: 'permission-denied',
    operation_suppressed: 'permission-denied',
    too_many_write_operations: 'rate-limited',
    access_restricted: 'permission-denied',
    team_folder_insufficient_space: 'quota-exceeded',
    member_folder_insufficient_space: 'quota-exceeded',
    upload_traffic_limit_reached: 'quota-exceeded',
    other: 'internal',
  };
}

export type WriteErrors = ErrorTable<files.WriteError>;

/** Something was to be new at the path, and is not. */
export const createErrors: WriteErrors = writeErrorsWith({
  file: 'already-exists',
  folder: 'already-exists',
});

/** A file was to be replaced or removed, whichever it is or one revision of it. */
export const replaceErrors: WriteErrors = writeErrorsWith({
  file: 'conflict',
  folder: 'is-a-folder',
});
