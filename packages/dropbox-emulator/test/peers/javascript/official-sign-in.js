// The sign-in of Dropbox's own SDK of today, by PKCE and with a secret, and its refreshing of tokens.
import { Dropbox, DropboxAuth } from 'dropbox';
import { step } from './step.js';

const { DROPBOX_APP_KEY: clientId, DROPBOX_APP_SECRET: clientSecret } = process.env;
const redirect = 'http://127.0.0.1:9/back';
const scopes = ['account_info.read', 'files.metadata.read'];

for (const usesProof of [true, false]) {
  const auth = new DropboxAuth(usesProof ? { clientId } : { clientId, clientSecret });
  const address = await auth.getAuthenticationUrl(
    redirect,
    'my state',
    'code',
    'offline',
    scopes,
    'none',
    usesProof,
  );
  const page = await fetch(String(address), { redirect: 'manual' });
  const back = new URL(page.headers.get('location')).searchParams;
  const { result } = await auth.getAccessTokenFromCode(redirect, back.get('code'));
  auth.setAccessToken(result.access_token);
  auth.setRefreshToken(result.refresh_token);
  auth.setAccessTokenExpiresAt(new Date(0));
  const client = new Dropbox({ auth });
  const account = await client.usersGetCurrentAccount();
  step(usesProof ? 'by proof' : 'by secret', {
    state: back.get('state'),
    scope: result.scope,
    isRefreshed: auth.getAccessToken() !== result.access_token,
    isOwn: account.result.account_id === result.account_id,
  });
}
