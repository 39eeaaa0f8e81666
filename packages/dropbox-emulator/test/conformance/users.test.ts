import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DropboxEmulator, startDropboxEmulator } from '../../src/index.ts';
import { ApiClient } from '../raw/api-client.ts';

let emulator: DropboxEmulator;
let api: ApiClient;

beforeAll(async () => {
  emulator = await startDropboxEmulator({
    account: { givenName: 'Franz', surname: 'Kafka', email: 'franz@example.com', quota: 1000 },
  });
  api = new ApiClient(emulator);
});

afterAll(() => emulator.close());

describe('users', () => {
  it('get_current_account tells who the token is for', async () => {
    expect(await api.ok('users/get_current_account', null)).toEqual({
      account_id: expect.stringMatching(/^dbid:[A-Za-z0-9_-]{35}$/),
      name: {
        given_name: 'Franz',
        surname: 'Kafka',
        familiar_name: 'Franz',
        display_name: 'Franz Kafka',
        abbreviated_name: 'FK',
      },
      email: 'franz@example.com',
      email_verified: true,
      disabled: false,
      country: 'US',
      locale: 'en',
      referral_link: expect.any(String),
      is_paired: false,
      account_type: { '.tag': 'pro' },
      root_info: expect.objectContaining({ '.tag': 'user' }),
    });
  });

  it('get_space_usage counts the bytes of all files', async () => {
    await api.put('/a', Buffer.alloc(300));
    await api.put('/a', Buffer.alloc(100));
    await api.ok('files/copy_v2', { from_path: '/a', to_path: '/b' });
    expect(await api.ok('users/get_space_usage', null)).toEqual({
      used: 200,
      allocation: { '.tag': 'individual', allocated: 1000 },
    });
  });

  it('get_account tells of others what anybody may know', async () => {
    const { id } = emulator.createAccount({ email: 'max@example.com' });
    const account = await api.ok('users/get_account', { account_id: id });
    expect(account).toMatchObject({ account_id: id, email: 'max@example.com', is_teammate: false });
    const many = await api.ok('users/get_account_batch', { account_ids: [id] });
    expect(many).toEqual([account]);
    const unknown = { account_id: `dbid:${'x'.repeat(35)}` };
    const response = await api.rpc('users/get_account', unknown);
    expect(response.json.error).toEqual({ '.tag': 'no_account' });
  });

  it('features/get_values tells what is on', async () => {
    const features = [{ '.tag': 'file_locking' }];
    expect(await api.ok('users/features/get_values', { features })).toEqual({
      values: [{ '.tag': 'file_locking', file_locking: { '.tag': 'enabled', enabled: true } }],
    });
  });

  it('check/user gives back what it is given', async () => {
    expect(await api.ok('check/user', { query: 'ping' })).toEqual({ result: 'ping' });
    expect(await api.ok('check/user', {})).toEqual({ result: '' });
  });
});
