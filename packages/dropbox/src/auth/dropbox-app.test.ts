import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findDropboxApp } from './dropbox-app.ts';

let envFile: string;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-app-'));
  envFile = join(folder, '.env');
  await writeFile(envFile, '# mine\nDROPBOX_APP_KEY="file key"\nDROPBOX_APP_SECRET=file secret\n');
});

afterAll(() => rm(join(envFile, '..'), { recursive: true }));

it('takes the options first, then the environment, then the file', async () => {
  const environment = { DROPBOX_APP_KEY: 'environment key', DROPBOX_APP_SECRET: '' };
  expect(await findDropboxApp({ key: 'key', secret: 'secret', environment, envFile })).toEqual({
    key: 'key',
    secret: 'secret',
  });
  // The secret of another app would be wrong, so it is not filled in from the file.
  expect(await findDropboxApp({ environment, envFile })).toEqual({ key: 'environment key' });
  expect(await findDropboxApp({ environment: {}, envFile })).toEqual({
    key: 'file key',
    secret: 'file secret',
  });
});

it('says what to do when there is no key', async () => {
  const finding = findDropboxApp({ environment: {}, envFile: `${envFile}.missing` });
  await expect(finding).rejects.toMatchObject({
    code: 'unauthenticated',
    message: expect.stringContaining('DROPBOX_APP_KEY'),
  });
});

it('is not in a folder of that name, as some tools make one', async () => {
  const envFile = await mkdtemp(join(tmpdir(), 'mooring-env-'));
  await expect(findDropboxApp({ environment: {}, envFile })).rejects.toMatchObject({
    code: 'unauthenticated',
    message: expect.stringContaining('DROPBOX_APP_KEY'),
  });
  await rm(envFile, { recursive: true });
});

it('says that the file cannot be read', async () => {
  const envFile = `${'x'.repeat(300)}/.env`;
  await expect(findDropboxApp({ environment: {}, envFile })).rejects.toMatchObject({
    code: 'permission-denied',
    message: expect.stringContaining('ENAMETOOLONG'),
  });
});
