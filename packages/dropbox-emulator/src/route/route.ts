import type { Scope } from '../auth/scope.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { Schema } from '../schema/schema.ts';
import type { AppCall, Call, UserCall, UserOrAppCall } from './call.ts';
import type { Download } from './download.ts';

export type RouteHost = 'api' | 'content' | 'notify';

/** Who may call. */
export type RouteAuth = 'user' | 'app' | 'user-or-app' | 'none';

interface CallByAuth {
  readonly user: UserCall;
  readonly app: AppCall;
  readonly 'user-or-app': UserOrAppCall;
  readonly none: Call;
}

interface RouteOptions<Argument, Auth extends RouteAuth, Answer> {
  /** As in the URL after `/2/`. */
  readonly name: string;
  readonly auth: Auth;
  readonly host?: RouteHost;
  readonly scope?: Scope;
  /** Whether apps may call it that have a folder of their own. They may unless told. */
  readonly appFolder?: boolean;
  readonly argument: Schema<Argument>;
  handle(call: CallByAuth[Auth], argument: Argument): Answer | Promise<Answer>;
}

/** A row of the route table. The types of argument and call are settled between a route's schema and its handler. */
export interface Route {
  readonly name: string;
  readonly style: 'rpc' | 'upload' | 'download';
  readonly host: RouteHost;
  readonly auth: RouteAuth;
  readonly scope: Scope | undefined;
  readonly appFolder: boolean;
  readonly argument: Schema<unknown>;
  handle(call: Call, argument: unknown): RouteAnswer | Promise<RouteAnswer>;
}

export type RouteAnswer =
  | { readonly kind: 'result'; readonly result: JsonValue }
  | { readonly kind: 'download'; readonly download: Download };

/** A route whose argument and result are JSON bodies. A null result is no result. */
export function rpc<Argument, Auth extends RouteAuth>(
  options: RouteOptions<Argument, Auth, JsonValue>,
): Route {
  return define('rpc', 'api', options, resultAnswer);
}

/** A route whose argument is a header and whose request body is bytes. */
export function upload<Argument, Auth extends RouteAuth>(
  options: RouteOptions<Argument, Auth, JsonValue>,
): Route {
  return define('upload', 'content', options, resultAnswer);
}

/** A route whose argument and result are headers and whose response body is bytes. */
export function download<Argument, Auth extends RouteAuth>(
  options: RouteOptions<Argument, Auth, Download>,
): Route {
  return define('download', 'content', options, (answer) => ({
    kind: 'download',
    download: answer,
  }));
}

function resultAnswer(result: JsonValue): RouteAnswer {
  return { kind: 'result', result };
}

function define<Argument, Auth extends RouteAuth, Answer>(
  style: Route['style'],
  host: RouteHost,
  options: RouteOptions<Argument, Auth, Answer>,
  toAnswer: (answer: Answer) => RouteAnswer,
): Route {
  return {
    name: options.name,
    style,
    host: options.host ?? host,
    auth: options.auth,
    scope: options.scope,
    appFolder: options.appFolder ?? true,
    argument: options.argument,
    async handle(call, argument) {
      // The dispatcher builds the call that `auth` asks for, and decodes the argument by this route's schema.
      return toAnswer(await options.handle(call as CallByAuth[Auth], argument as Argument));
    },
  };
}
