import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { authorizeAddress } from './authorize-address.ts';
import { createPkce } from './pkce.ts';
import { scopesFor } from './scope.ts';

it('asks for the least, offline, with proof', () => {
  const scopes = scopesFor('read-only');
  const address = new URL(authorizeAddress({ appKey: 'a&b', scopes, challenge: 'c' }));
  expect(address.origin + address.pathname).toBe('https://www.dropbox.com/oauth2/authorize');
  expect(Object.fromEntries(address.searchParams)).toEqual({
    client_id: 'a&b',
    response_type: 'code',
    token_access_type: 'offline',
    scope: 'account_info.read files.metadata.read files.content.read',
    code_challenge: 'c',
    code_challenge_method: 'S256',
  });
  expect(scopes.some((scope) => scope.endsWith('.write'))).toBe(false);
  expect(scopesFor('read-write')).toContain('files.content.write');
});

it('names the address to come back to, and the state', () => {
  const redirect = { address: 'http://127.0.0.1:1/x', state: 's' };
  const request = { appKey: 'a', scopes: scopesFor('read-write'), challenge: 'c', redirect };
  const { searchParams } = new URL(authorizeAddress(request));
  expect(searchParams.get('redirect_uri')).toBe(redirect.address);
  expect(searchParams.get('state')).toBe('s');
});

it('makes verifiers as RFC 7636 wants them, each another', () => {
  const [one, other] = [createPkce(), createPkce()];
  expect(one.verifier).toMatch(/^[A-Za-z0-9\-._~]{43,128}$/);
  expect(one.verifier).not.toBe(other.verifier);
  expect(one.challenge).toBe(createHash('sha256').update(one.verifier).digest('base64url'));
});
