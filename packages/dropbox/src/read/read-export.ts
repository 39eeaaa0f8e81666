import type { ReadRequest, ReadResult } from '@mooring/core';
import type { DropboxClient } from '../client/dropbox-client.ts';
import { toFileEntry } from '../entry/to-entry.ts';
import { exportErrors } from '../error/read-errors.ts';
import { createResumingBody, type OpenedBody } from './resuming-body.ts';

/**
 * Reads a file that exists only as an export, such as a Paper document. The service exports as a whole, so a range is
 * cut out of the export here.
 */
export async function readExport(
  client: DropboxClient,
  request: ReadRequest,
  target: string,
): Promise<ReadResult> {
  const { offset = 0, length, path, signal } = request;

  async function open(from: number): Promise<OpenedBody & Pick<ReadResult, 'entry'>> {
    const response = await client.call(
      { operation: 'read', path, signal, burden: { kind: 'read' }, errors: exportErrors },
      (sdk, options) => sdk.filesExport({ path: target }, options),
    );
    const { export_metadata, file_metadata } = response.result;
    const entry = { ...toFileEntry(file_metadata), size: export_metadata.size };
    return { entry, bytes: client.bodyOf(response), skip: from };
  }

  const first = await open(offset);
  const { size } = first.entry;
  const end = Math.max(offset, Math.min(offset + (length ?? size), size));
  return {
    entry: first.entry,
    body: createResumingBody({ first, start: offset, end, signal, reopen: open }),
  };
}
