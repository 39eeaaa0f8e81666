import { expect } from 'vitest';
import { ApiClient } from '../../../raw/api-client.ts';
import type { Json } from '../../../raw/raw-client.ts';
import { text } from '../metadata-shapes.ts';
import type { RouteSheets } from '../route-sheet.ts';

const accountId: Json = expect.stringMatching(/^dbid:[A-Za-z0-9_-]{35}$/);

const name: Json = {
  given_name: text,
  surname: text,
  familiar_name: text,
  display_name: text,
  abbreviated_name: text,
};

const basicAccount: Json = {
  account_id: accountId,
  name,
  email: text,
  email_verified: true,
  disabled: false,
  is_teammate: true,
};

const unknownAccount = `dbid:${'x'.repeat(35)}`;

/** Who is calling, and who else there is. */
export const accountSheets: RouteSheets = {
  'auth/token/revoke': {
    ask({ emulator }) {
      const { accessToken } = emulator.issueTokens();
      return { as: new ApiClient(emulator, { token: accessToken }), argument: null };
    },
    result: null,
  },
  'check/app': { ask: () => ({ argument: { query: 'echo' } }), result: { result: 'echo' } },
  'check/user': { ask: () => ({ argument: { query: 'echo' } }), result: { result: 'echo' } },
  'users/get_current_account': {
    ask: () => ({ argument: null }),
    result: {
      account_id: accountId,
      name,
      email: text,
      email_verified: true,
      disabled: false,
      country: 'US',
      locale: 'en',
      referral_link: text,
      is_paired: false,
      account_type: { '.tag': 'pro' },
      root_info: {
        '.tag': 'user',
        root_namespace_id: expect.stringMatching(/^\d+$/),
        home_namespace_id: expect.stringMatching(/^\d+$/),
      },
    },
  },
  'users/get_space_usage': {
    ask: () => ({ argument: null }),
    result: {
      used: expect.any(Number),
      allocation: { '.tag': 'individual', allocated: expect.any(Number) },
    },
  },
  'users/get_account': {
    ask: ({ emulator }) => ({ argument: { account_id: emulator.account.id } }),
    result: basicAccount,
    refused: {
      ask: () => ({ argument: { account_id: unknownAccount } }),
      error: { '.tag': 'no_account' },
      summary: 'no_account/',
    },
  },
  'users/get_account_batch': {
    ask: ({ emulator }) => ({ argument: { account_ids: [emulator.account.id] } }),
    result: [basicAccount],
    refused: {
      ask: () => ({ argument: { account_ids: [unknownAccount] } }),
      error: { '.tag': 'no_account', no_account: unknownAccount },
      summary: 'no_account/',
    },
  },
  'users/features/get_values': {
    ask: () => ({ argument: { features: ['paper_as_files', 'file_locking'] } }),
    result: {
      values: ['paper_as_files', 'file_locking'].map((feature) => ({
        '.tag': feature,
        [feature]: { '.tag': 'enabled', enabled: true },
      })),
    },
    refused: {
      ask: () => ({ argument: { features: [] } }),
      error: { '.tag': 'empty_features_list' },
      summary: 'empty_features_list/',
    },
  },
};
