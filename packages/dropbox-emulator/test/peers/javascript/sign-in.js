// Two libraries with which web sites let people sign in with Dropbox. The person here is the emulator, which allows it.
import { createRequire } from 'node:module';
import { Dropbox } from 'arctic';
import { step } from './step.js';

const require = createRequire(import.meta.url);
const { Strategy } = require('passport-dropbox-oauth2');
const { DROPBOX_APP_KEY: key, DROPBOX_APP_SECRET: secret } = process.env;
const redirect = 'http://127.0.0.1:9/back';

/** Where the sign-in page sends the person's browser to. */
async function follow(address) {
  const page = await fetch(address, { redirect: 'manual' });
  return new URL(page.headers.get('location'));
}

const arctic = new Dropbox(key, secret, redirect);
const address = arctic.createAuthorizationURL('state', [
  'account_info.read',
  'files.metadata.read',
]);
address.searchParams.set('token_access_type', 'offline');
const back = await follow(address);
step('arctic state', back.searchParams.get('state'));
const tokens = await arctic.validateAuthorizationCode(back.searchParams.get('code'));
step('arctic scopes', tokens.scopes());
const refreshed = await arctic.refreshAccessToken(tokens.refreshToken());
step('arctic refresh', [refreshed.tokenType(), refreshed.accessTokenExpiresInSeconds()]);

/** What Passport does with a strategy for one request of a browser. */
const authenticate = (query) =>
  new Promise((resolve, reject) => {
    const strategy = Object.create(
      new Strategy(
        { apiVersion: '2', clientID: key, clientSecret: secret, callbackURL: redirect },
        (_accessToken, _refreshToken, profile, done) => done(null, profile),
      ),
    );
    strategy.redirect = (location) => resolve({ location });
    strategy.success = (profile) => resolve({ profile });
    strategy.fail = (challenge) => reject(new Error(JSON.stringify(challenge)));
    strategy.error = reject;
    strategy.authenticate({ query, session: {}, headers: {}, connection: {} }, {});
  });
const { location } = await authenticate({});
const { searchParams } = await follow(location);
const { profile } = await authenticate({ code: searchParams.get('code') });
step('passport', [profile.provider, profile.id, profile.displayName]);
