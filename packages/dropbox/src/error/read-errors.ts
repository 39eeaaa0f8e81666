import type { files } from 'dropbox';
import type { ErrorTable } from './error-table.ts';
import { lookupErrors } from './path-errors.ts';

export const getMetadataErrors: ErrorTable<files.GetMetadataError> = { path: lookupErrors };

export const listFolderErrors: ErrorTable<files.ListFolderError> = {
  path: lookupErrors,
  template_error: {
    template_not_found: 'internal',
    restricted_content: 'internal',
    other: 'internal',
  },
  other: 'internal',
};

export const listFolderContinueErrors: ErrorTable<files.ListFolderContinueError> = {
  path: lookupErrors,
  reset: 'cursor-expired',
  other: 'internal',
};

export const longpollErrors: ErrorTable<files.ListFolderLongpollError> = {
  reset: 'cursor-expired',
  other: 'internal',
};

export const downloadErrors: ErrorTable<files.DownloadError> = {
  path: lookupErrors,
  unsupported_file: 'unsupported',
  other: 'internal',
};

export const exportErrors: ErrorTable<files.ExportError> = {
  path: lookupErrors,
  non_exportable: 'unsupported',
  invalid_export_format: 'invalid-request',
  retry_error: 'unavailable',
  other: 'internal',
};

export const listRevisionsErrors: ErrorTable<files.ListRevisionsError> = {
  path: lookupErrors,
  invalid_before_rev: 'cursor-expired',
  before_rev_not_supported: 'internal',
  other: 'internal',
};

export const temporaryLinkErrors: ErrorTable<files.GetTemporaryLinkError> = {
  path: lookupErrors,
  email_not_verified: 'permission-denied',
  unsupported_file: 'unsupported',
  not_allowed: 'permission-denied',
  other: 'internal',
};

export const thumbnailErrors: ErrorTable<files.ThumbnailV2Error> = {
  path: lookupErrors,
  unsupported_extension: 'unsupported',
  unsupported_image: 'unsupported',
  unsupported_output_format: 'unsupported',
  encrypted_content: 'unsupported',
  conversion_error: 'unsupported',
  access_denied: 'permission-denied',
  not_found: 'not-found',
  other: 'internal',
};

export const thumbnailBatchErrors: ErrorTable<files.GetThumbnailBatchError> = {
  too_many_files: 'too-large',
  other: 'internal',
};

export const thumbnailEntryErrors: ErrorTable<files.ThumbnailError> = {
  path: lookupErrors,
  unsupported_extension: 'unsupported',
  unsupported_image: 'unsupported',
  encrypted_content: 'unsupported',
  conversion_error: 'unsupported',
};
