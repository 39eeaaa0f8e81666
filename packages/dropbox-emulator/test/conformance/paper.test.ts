import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient, resultOf } from '../raw/api-client.ts';
import type { Json } from '../raw/raw-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator();
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

const create = (path: string, text: string | Uint8Array, import_format = 'markdown') =>
  api.upload('files/paper/create', { path, import_format }, text, { Host: 'api.dropboxapi.com' });

const update = (argument: Json, text: string) =>
  api.upload('files/paper/update', { import_format: 'markdown', ...argument }, text);

const exported = (path: string, export_format?: string) =>
  api.download('files/export', { path, ...(export_format === undefined ? {} : { export_format }) });

describe('a Paper document', () => {
  it('is made from text, and can only be exported', async () => {
    const { status, json } = await create('/Plan.paper', '# Plan\n\n*soon*');
    expect([status, json]).toEqual([
      200,
      {
        url: expect.stringMatching(/^https:\/\/www\.dropbox\.com\/scl\/fi\//),
        result_path: '/Plan.paper',
        file_id: expect.stringMatching(/^id:/),
        paper_revision: 1,
      },
    ]);
    const file = await api.ok('files/get_metadata', { path: '/plan.paper' });
    expect(file).toMatchObject({
      id: json.file_id,
      is_downloadable: false,
      export_info: { export_as: 'html', export_options: ['html', 'markdown'] },
    });
    const refused = await api.download('files/download', { path: '/plan.paper' });
    expect(refused.json.error_summary).toBe('unsupported_file/');
  });

  it('is exported in its formats', async () => {
    const html = await exported('/plan.paper');
    expect(html.text).toContain('<h1>Plan</h1>');
    expect(html.text).toContain('<em>soon</em>');
    const { export_metadata, file_metadata } = resultOf(html);
    expect(export_metadata).toEqual({
      name: 'Plan.html',
      size: html.bytes.length,
      export_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      paper_revision: 1,
    });
    expect(file_metadata.name).toBe('Plan.paper');
    const markdown = await exported('/plan.paper', 'markdown');
    expect([markdown.text, resultOf(markdown).export_metadata.name]).toEqual([
      '# Plan\n\n*soon*',
      'Plan.md',
    ]);
    expect((await exported('/plan.paper', 'docx')).json.error_summary).toBe(
      'invalid_export_format/',
    );
  });

  it('is updated by its revision', async () => {
    await create('/Updated.paper', 'one\n');
    const path = '/updated.paper';
    const stale = await update({ path, doc_update_policy: 'update', paper_revision: 7 }, 'x');
    expect(stale.json.error_summary).toBe('revision_mismatch/');
    const written = await update({ path, doc_update_policy: 'update', paper_revision: 1 }, 'two\n');
    expect(written.json).toEqual({ paper_revision: 2 });
    await update({ path, doc_update_policy: 'append' }, 'three\n');
    await update({ path, doc_update_policy: 'prepend' }, 'zero\n');
    expect((await exported(path, 'markdown')).text).toBe('zero\ntwo\nthree\n');
    await update({ path, doc_update_policy: 'overwrite' }, 'all new');
    expect((await exported(path, 'markdown')).text).toBe('all new');
  });

  it.each([
    ['another ending', '/plan.txt', 'x', 'invalid_file_extension/'],
    ['a path that cannot be', '/a//b.paper', 'x', 'invalid_path/'],
    ['text that is none', '/bytes.paper', Buffer.from([0xff, 0xfe]), 'content_malformed/'],
  ])('is refused for %s', async (_, path, text, summary) => {
    const response = await create(path, text);
    expect([response.status, response.json.error_summary]).toEqual([409, summary]);
  });

  it('is made under another name where one is there', async () => {
    await create('/Twice.paper', 'same');
    const { json } = await create('/Twice.paper', 'same');
    expect(json.result_path).toBe('/Twice (1).paper');
  });

  it('is not made of what is no document', async () => {
    await api.put('/file.txt');
    const response = await update({ path: '/file.txt', doc_update_policy: 'append' }, 'x');
    expect(response.json.error_summary).toBe('path/unsupported_content_type/');
  });
});

describe('a document of another kind', () => {
  it('is exported as the bytes it was seeded with', async () => {
    const format = { exportAs: 'docx' };
    await emulator.seed([{ kind: 'document', path: '/doc.gdoc', content: 'bytes', format }]);
    const response = await exported('/doc.gdoc');
    expect([response.text, resultOf(response).export_metadata.name]).toEqual(['bytes', 'doc.docx']);
    expect(resultOf(response).export_metadata).not.toHaveProperty('paper_revision');
  });
});
