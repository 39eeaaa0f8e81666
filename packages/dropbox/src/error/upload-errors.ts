import type { files } from 'dropbox';
import type { ErrorTable } from './error-table.ts';
import { createErrors, replaceErrors, type WriteErrors } from './path-errors.ts';
import { propertyErrors } from './property-errors.ts';

function uploadErrorsWith(path: WriteErrors): ErrorTable<files.UploadError> {
  return {
    path,
    properties_error: propertyErrors,
    payload_too_large: 'too-large',
    content_hash_mismatch: 'corrupt',
    encryption_not_supported: 'unsupported',
    other: 'internal',
  };
}

const sessionLookupErrors: ErrorTable<files.UploadSessionLookupError> = {
  not_found: 'session-expired',
  incorrect_offset: 'invalid-request',
  closed: 'invalid-request',
  not_closed: 'invalid-request',
  too_large: 'too-large',
  concurrent_session_invalid_offset: 'invalid-request',
  concurrent_session_invalid_data_size: 'invalid-request',
  payload_too_large: 'too-large',
  other: 'internal',
};

function finishErrorsWith(path: WriteErrors): ErrorTable<files.UploadSessionFinishError> {
  return {
    lookup_failed: sessionLookupErrors,
    path,
    properties_error: propertyErrors,
    too_many_shared_folder_targets: 'unsupported',
    too_many_write_operations: 'rate-limited',
    concurrent_session_data_not_allowed: 'invalid-request',
    concurrent_session_not_closed: 'invalid-request',
    concurrent_session_missing_data: 'invalid-request',
    payload_too_large: 'too-large',
    content_hash_mismatch: 'corrupt',
    encryption_not_supported: 'unsupported',
    other: 'internal',
  };
}

/** A commit fails in other words when it had to create than when it had to replace. */
interface ByIntent<Table> {
  readonly create: Table;
  readonly replace: Table;
}

export const uploadErrors: ByIntent<ErrorTable<files.UploadError>> = {
  create: uploadErrorsWith(createErrors),
  replace: uploadErrorsWith(replaceErrors),
};

export const finishErrors: ByIntent<ErrorTable<files.UploadSessionFinishError>> = {
  create: finishErrorsWith(createErrors),
  replace: finishErrorsWith(replaceErrors),
};

export const startErrors: ErrorTable<files.UploadSessionStartError> = {
  concurrent_session_data_not_allowed: 'invalid-request',
  concurrent_session_close_not_allowed: 'invalid-request',
  payload_too_large: 'too-large',
  content_hash_mismatch: 'corrupt',
  other: 'internal',
};

export const appendErrors: ErrorTable<files.UploadSessionAppendError> = {
  not_found: 'session-expired',
  incorrect_offset: 'invalid-request',
  closed: 'invalid-request',
  too_large: 'too-large',
  concurrent_session_invalid_offset: 'invalid-request',
  concurrent_session_invalid_data_size: 'invalid-request',
  payload_too_large: 'too-large',
  content_hash_mismatch: 'corrupt',
  other: 'internal',
};

export const appendBatchErrors: ErrorTable<files.UploadSessionAppendBatchError> = {
  payload_too_large: 'too-large',
  content_hash_mismatch: 'corrupt',
  length_mismatch: 'invalid-request',
  other: 'internal',
};

export const appendBatchEntryErrors: ErrorTable<files.UploadSessionAppendBatchEntryError> = {
  not_found: 'session-expired',
  incorrect_offset: 'invalid-request',
  closed: 'invalid-request',
  too_large: 'too-large',
  concurrent_session_invalid_offset: 'invalid-request',
  concurrent_session_invalid_data_size: 'invalid-request',
  other: 'internal',
};
