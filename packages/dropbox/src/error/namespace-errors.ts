import type { async, files } from 'dropbox';
import type { ErrorTable } from './error-table.ts';
import { createErrors, lookupErrors, replaceErrors } from './path-errors.ts';

export const createFolderErrors: ErrorTable<files.CreateFolderError> = { path: createErrors };

export const createFolderEntryErrors: ErrorTable<files.CreateFolderEntryError> = {
  path: createErrors,
  other: 'internal',
};

export const createFolderBatchErrors: ErrorTable<files.CreateFolderBatchError> = {
  too_many_files: 'too-large',
  other: 'internal',
};

export const deleteErrors: ErrorTable<files.DeleteError> = {
  path_lookup: lookupErrors,
  path_write: replaceErrors,
  too_many_write_operations: 'rate-limited',
  too_many_files: 'too-large',
  other: 'internal',
};

export const deleteBatchErrors: ErrorTable<files.DeleteBatchError> = {
  too_many_write_operations: 'rate-limited',
  other: 'internal',
};

export const relocationErrors: ErrorTable<files.RelocationError> = {
  from_lookup: lookupErrors,
  from_write: replaceErrors,
  to: createErrors,
  cant_copy_shared_folder: 'unsupported',
  cant_nest_shared_folder: 'unsupported',
  cant_move_folder_into_itself: 'invalid-request',
  too_many_files: 'too-large',
  duplicated_or_nested_paths: 'invalid-request',
  cant_transfer_ownership: 'permission-denied',
  insufficient_quota: 'quota-exceeded',
  internal_error: 'unavailable',
  cant_move_shared_folder: 'unsupported',
  cant_move_into_vault: { is_shared_folder: 'unsupported', other: 'unsupported' },
  cant_move_into_family: { is_shared_folder: 'unsupported', other: 'unsupported' },
  team_folder_insufficient_quota: 'quota-exceeded',
  member_folder_insufficient_quota: 'quota-exceeded',
  other: 'internal',
};

export const relocationEntryErrors: ErrorTable<files.RelocationBatchErrorEntry> = {
  relocation_error: relocationErrors,
  internal_error: 'unavailable',
  too_many_write_operations: 'rate-limited',
  other: 'internal',
};

export const pollErrors: ErrorTable<async.PollError> = {
  invalid_async_job_id: 'internal',
  internal_error: 'unavailable',
  other: 'internal',
};

export const restoreErrors: ErrorTable<files.RestoreError> = {
  path_lookup: lookupErrors,
  path_write: createErrors,
  invalid_revision: 'not-found',
  in_progress: 'unavailable',
  other: 'internal',
};
