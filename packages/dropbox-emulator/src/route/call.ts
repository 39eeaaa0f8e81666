import type { Account } from '../account/account.ts';
import type { App } from '../auth/app.ts';
import type { AccessToken } from '../auth/token-store.ts';
import type { ChangeContext } from '../change/change-context.ts';
import type { LinkHost } from '../http/origin.ts';
import type { Service } from '../service/service.ts';
import type { Tree } from '../tree/tree.ts';
import type { View } from '../view/view.ts';

/** A call that passed all checks of its form, on its way to the route's own logic. */
export interface Call {
  readonly service: Service;
  readonly tree: Tree;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
  /** Where the client reaches this server as that host, such as `http://127.0.0.1:4000`, for the links in answers. */
  originOf(linkHost: LinkHost): string;
  /** The bytes of an upload. Fails with `payload_too_large` past the limit of one request. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** A call in the name of an app alone. */
export interface AppCall extends Call {
  readonly app: App;
}

/** A call in the name of a user. */
export interface UserCall extends AppCall, ChangeContext {
  readonly account: Account;
  readonly token: AccessToken;
  readonly view: View;
}

/** A call that a user or an app alone may make. */
export type UserOrAppCall = UserCall | (AppCall & { readonly view?: undefined });
