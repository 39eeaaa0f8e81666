import type { Account } from '../account/account.ts';
import type { Route } from '../route/route.ts';
import type { Service } from '../service/service.ts';
import { CallRefused, malformed } from '../wire/call-refused.ts';
import { type Tagged, tag, taggedStruct } from '../wire/tagged.ts';
import type { App } from './app.ts';
import type { AccessToken } from './token-store.ts';

export type Caller =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'app'; readonly app: App }
  | {
      readonly kind: 'user';
      readonly app: App;
      readonly account: Account;
      readonly token: AccessToken;
    };

export interface Credentials {
  readonly header: string | undefined;
  /** The URL parameter `authorization`, which stands in for the header. */
  readonly parameter: string | undefined;
  readonly selectUser: string | undefined;
  readonly selectAdmin: string | undefined;
}

/** @throws CallRefused when the credentials are not what the route wants, or do not allow it */
export function authenticate(service: Service, route: Route, credentials: Credentials): Caller {
  if (route.auth === 'none') {
    if (credentials.header !== undefined) {
      throw malformed(
        'Your request includes an Authorization header, but this function does not use it.',
      );
    }
    return { kind: 'anonymous' };
  }
  const value = credentials.header ?? credentials.parameter;
  if (value === undefined || value === '') {
    throw malformed('Must provide HTTP header "Authorization" or URL parameter "authorization".');
  }
  const isBasic = value.startsWith('Basic ');
  if (route.auth === 'app' || (route.auth === 'user-or-app' && isBasic)) {
    return { kind: 'app', app: authenticateApp(service, value) };
  }
  return authenticateUser(service, route, value, credentials);
}

function authenticateApp(service: Service, value: string): App {
  const encoded = /^Basic ([A-Za-z0-9+/=_-]+)$/.exec(value)?.[1];
  if (encoded === undefined) throw invalidHeader(value, 'Basic <base64(app_key:app_secret)>');
  const [key = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(':');
  const app = service.apps.findByKey(key);
  if (app === undefined || app.secret !== secret) throw unauthorized(tag('invalid_access_token'));
  return app;
}

function authenticateUser(
  service: Service,
  route: Route,
  value: string,
  credentials: Credentials,
): Caller {
  // In this case only, although the token endpoint calls its tokens `bearer`.
  const text = /^Bearer (\S+)$/.exec(value)?.[1];
  if (text === undefined) throw invalidHeader(value, 'Bearer <oauth2-access-token>');
  const token = service.tokens.find(text);
  if (token === undefined) throw unauthorized(tag('invalid_access_token'));
  if (service.tokens.hasExpired(token)) throw unauthorized(tag('expired_access_token'));
  const app = service.apps.get(token.app);
  checkScope(route, app, token);
  const account = accountOf(service, token, credentials);
  if (account.isSuspended) throw unauthorized(tag('user_suspended'));
  return { kind: 'user', app, account, token };
}

function checkScope(route: Route, app: App, token: AccessToken): void {
  if (app.access === 'app-folder' && !route.appFolder) {
    throw unauthorized(tag('route_access_denied'));
  }
  const { scope } = route;
  if (scope === undefined) return;
  if (!app.scopes.includes(scope)) {
    const text =
      `Your app (ID: ${app.id}) is not permitted to access this endpoint because it does not have the ` +
      `required scope '${scope}'. The owner of the app can enable the scope for the app using the ` +
      'Permissions tab on the App Console.';
    throw new CallRefused({ kind: 'not-permitted', text });
  }
  if (!token.scopes.includes(scope)) {
    throw unauthorized(taggedStruct('missing_scope', { required_scope: scope }));
  }
}

/** A team's token speaks for the member that the call selects. */
function accountOf(service: Service, token: AccessToken, credentials: Credentials): Account {
  const { bearer } = token;
  if (bearer.kind === 'account') return service.accounts.get(bearer.account);
  const isAdmin = credentials.selectUser === undefined;
  const selected = credentials.selectUser ?? credentials.selectAdmin;
  if (selected === undefined) {
    throw malformed(
      'This API function operates on a single Dropbox account, but the OAuth 2 access token you ' +
        'provided is for an entire Dropbox Business team.  Since your API app key has team member file ' +
        "access permissions, you can operate on a team member's Dropbox by providing the " +
        '"Dropbox-API-Select-User" HTTP header or "select_user" URL parameter to specify the exact user ' +
        '<https://www.dropbox.com/developers/documentation/http/teams>.',
    );
  }
  if (!selected.startsWith('dbmid:')) {
    throw malformed(`Invalid select ${isAdmin ? 'admin' : 'user'} id format`);
  }
  const account = service.accounts.findByMemberId(selected);
  if (account?.membership?.team.id !== bearer.team) {
    throw unauthorized(tag(isAdmin ? 'invalid_select_admin' : 'invalid_select_user'));
  }
  return account;
}

function invalidHeader(value: string, expected: string): CallRefused {
  return malformed(
    `Invalid authorization value in HTTP header "Authorization": "${value}".  Expecting "${expected}".`,
  );
}

function unauthorized(error: Tagged): CallRefused {
  return new CallRefused({ kind: 'unauthorized', error });
}
