import type { ReadRequest, ReadResult } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { toFileEntry } from '../entry/to-entry.ts';
import { exportErrors } from '../error/read-errors.ts';
import { toStorageError } from '../error/to-storage-error.ts';
import { exactBody } from './exact-body.ts';

/**
 * Reads a file that exists only as an export, such as a Paper document. The service exports as a whole, so a range is
 * cut out of the export here. What is exported twice need not be equal, so a transfer that breaks is not taken up again.
 */
export async function readExport(
  client: DropboxClient,
  { offset = 0, length, path, signal }: ReadRequest,
  target: string,
): Promise<ReadResult> {
  const call = { operation: 'read', path, errors: exportErrors } as const;
  const response = await client.call(
    { ...call, signal, burden: { kind: 'read' } },
    (sdk, options) => sdk.filesExport({ path: target }, options),
  );
  const { export_metadata, file_metadata } = response.result;
  const { size } = export_metadata;
  const end = Math.min(offset + (length ?? size), size);
  return {
    entry: { ...toFileEntry(file_metadata), size },
    body: exactBody({
      bytes: client.bodyOf(response),
      skip: offset,
      length: Math.max(0, end - offset),
      signal,
      toError: (error) => toStorageError(error, { ...call, mutates: false }),
    }),
  };
}
