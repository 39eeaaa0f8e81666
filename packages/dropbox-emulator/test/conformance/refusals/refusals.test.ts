import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../../src/index.ts';
import { ApiClient } from '../../raw/api-client.ts';
import { type Json, send } from '../../raw/raw-client.ts';
import type { RefusalBench, RefusalRow } from './refusal-row.ts';
import { callerRows } from './rows/caller.ts';
import { changeRows } from './rows/change.ts';
import { formRows } from './rows/form.ts';
import { linkRows } from './rows/link.ts';
import { listingRows } from './rows/listing.ts';
import { pathRows } from './rows/path.ts';
import { uploadRows } from './rows/upload.ts';

let emulator: DropboxEmulator;
let bench: RefusalBench;

beforeAll(async () => {
  emulator = await startDropboxEmulator({ accessToken: 'token' });
  const api = new ApiClient(emulator);
  bench = {
    emulator,
    api,
    client: (token, headers = {}) => new ApiClient(emulator, { token, headers }),
    send: (request) => send(emulator.url, request),
  };
  await api.put('/file.txt');
  await api.put('/folder/inside.txt');
});

afterAll(() => emulator.close());

/** In the order in which the service looks for them. */
const rows: Readonly<Record<string, readonly RefusalRow[]>> = {
  form: formRows,
  caller: callerRows,
  path: pathRows,
  change: changeRows,
  upload: uploadRows,
  listing: listingRows,
  link: linkRows,
};

describe.each(Object.entries(rows))('%s', (_, rowsOfSubject) => {
  it.each(rowsOfSubject.map((row) => [row.situation, row] as const))('%s', async (_title, row) => {
    const { status, headers, text, json } = await row.ask(bench);
    const { answer } = row;
    expect(status).toBe(row.status);
    if ('text' in answer) {
      expect(headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(text).toContain(answer.text);
      return;
    }
    if ('page' in answer) {
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(text).toContain(answer.page);
      return;
    }
    expect(headers['content-type']).toBe('application/json');
    expect(json.error).toEqual(answer.error);
    expect(json.error_summary).toBe(answer.summary ?? `${tagsOf(answer.error).join('/')}/`);
    const retryAfter = answer.error.retry_after ?? 1;
    if (status === 429) expect(headers['retry-after']).toBe(String(retryAfter));
    if (status === 401) expect(headers['www-authenticate']).toBe('Bearer realm="Dropbox-API"');
  });
});

it('come with headers that keep browsers from running them', async () => {
  const { headers } = await bench.api.rpc('files/get_metadata', { path: '/nothing' });
  expect(headers).toMatchObject({
    'cache-control': 'no-cache',
    'content-disposition': "attachment; filename='error'",
    'content-security-policy': "sandbox; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-dropbox-request-id': expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});

/** The tags of an error from the outside in. */
function tagsOf(error: Json): readonly string[] {
  const inner = error[error['.tag']];
  const isUnion = typeof inner === 'object' && inner !== null;
  return isUnion ? [error['.tag'], ...tagsOf(inner)] : [error['.tag']];
}
