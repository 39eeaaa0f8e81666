import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, StorageError, type StorageRequest } from '@mooring/core';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { type VerifiedAccount, verifyAccount } from './verify-account.ts';

const ann: Account = { id: 'dbid:ann', email: 'ann@example.com' };
const bob: Account = { id: 'dbid:bob', email: 'bob@example.com' };

let stateFolder: string;

beforeEach(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), 'mooring-test-'));
  onTestFinished(() => rm(stateFolder, { recursive: true }));
});

function verify(account: (request: StorageRequest) => Promise<Account>): Promise<VerifiedAccount> {
  return verifyAccount({
    provider: { account },
    name: 'default',
    stateFolder,
    timeoutMs: 10,
  });
}

const unavailable = async () => {
  throw new StorageError('unavailable', 'no network');
};

const silent = ({ signal }: StorageRequest) =>
  new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });

it('knows an account again without the service', async () => {
  expect(await verify(async () => ann)).toEqual({ account: ann });
  const known = { account: ann, failure: expect.objectContaining({ code: 'unavailable' }) };
  expect(await verify(unavailable)).toEqual(known);
  expect(await verify(silent)).toEqual(known);
});

it('cannot do without the service the first time', async () => {
  await expect(verify(unavailable)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(verify(silent)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(verify(async () => ann)).resolves.toEqual({ account: ann });
});

it('says which file is damaged, where it cannot tell whose the state is', async () => {
  await writeFile(join(stateFolder, 'account.json'), '{');
  await expect(verify(async () => ann)).rejects.toThrow(join(stateFolder, 'account.json'));
});

it('refuses another account, and a refused sign-in', async () => {
  await verify(async () => ann);
  await expect(verify(async () => bob)).rejects.toMatchObject({ reason: 'mount-refused' });
  const refused = async () => {
    throw new StorageError('unauthenticated', 'revoked');
  };
  await expect(verify(refused)).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(await verify(unavailable)).toMatchObject({ account: ann });
});
