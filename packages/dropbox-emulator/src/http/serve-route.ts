import { authenticate, type Caller } from '../auth/authenticate.ts';
import type { Call, UserCall } from '../route/call.ts';
import type { Route } from '../route/route.ts';
import { routeTable } from '../route/route-table.ts';
import type { Service } from '../service/service.ts';
import { viewOfCall } from '../view/path-root.ts';
import { CallRefused, malformed } from '../wire/call-refused.ts';
import { encodeJson } from '../wire/encode-json.ts';
import type { Exchange } from './exchange.ts';
import { limitedBody } from './limited-body.ts';
import { originOf } from './origin.ts';
import { checkContentType, readArgument } from './read-argument.ts';
import { sendRefusal } from './send-refusal.ts';
import { serveDownload } from './serve-download.ts';
import type { TargetHost } from './target.ts';

/** The route that a request below `/2/` is for. Each route answers on its own host only. */
export function findRoute(name: string, host: TargetHost): Route | undefined {
  const route = routeTable.get(name);
  return host === 'any' || host === route?.host ? route : undefined;
}

/** Answers a call of the API, in the order of checks that clients can rely on. */
export async function serveRoute(
  service: Service,
  exchange: Exchange,
  name: string,
): Promise<void> {
  const route = findRoute(name, exchange.target.host);
  try {
    if (route === undefined) throw new CallRefused({ kind: 'unknown-function' });
    await answer(service, exchange, route);
  } catch (error) {
    if (!(error instanceof CallRefused)) throw error;
    const call = { route: name, isUpload: route?.style === 'upload' };
    sendRefusal(exchange, error.refusal, call, service.behaviour.wireStyle);
  }
}

async function answer(service: Service, exchange: Exchange, route: Route): Promise<void> {
  const { wireStyle, voidResult } = service.behaviour;
  checkMethod(exchange, route);
  checkContentType(exchange, route);
  const { query } = exchange.target;
  const caller = authenticate(service, route, {
    header: exchange.header('authorization'),
    parameter: query.get('authorization') ?? undefined,
    selectUser: exchange.header('dropbox-api-select-user') ?? query.get('select_user') ?? undefined,
    selectAdmin: exchange.header('dropbox-api-select-admin'),
  });
  const argument = await readArgument(exchange, route, service.behaviour);
  const call = callOf(service, exchange, caller);
  if (route.style === 'download') await expectNoBody(exchange);
  limitRate(service, caller);
  const result = await route.handle(call, argument);
  if (result.kind === 'download') {
    await serveDownload(exchange, result.download, wireStyle);
  } else if (result.result === null && voidResult === 'empty') {
    exchange.send(200, {}, '');
  } else {
    const body = encodeJson(result.result, wireStyle);
    exchange.send(200, { 'Content-Type': 'application/json' }, body);
  }
}

/** Limits hold for each app in the name of each user. */
function limitRate({ conditions, rateLimiter }: Service, caller: Caller): void {
  if (conditions.rateLimit === undefined || caller.kind === 'anonymous') return;
  const account = caller.kind === 'user' ? caller.account.id : '';
  rateLimiter.admit(`${caller.app.id} ${account}`, conditions.rateLimit);
}

function checkMethod({ method }: Exchange, route: Route): void {
  if (method === 'POST') return;
  if (route.style === 'download' && (method === 'GET' || method === 'HEAD')) return;
  throw new CallRefused({ kind: 'wrong-method' });
}

function callOf(service: Service, exchange: Exchange, caller: Caller): Call {
  const call: Call = {
    service,
    tree: service.tree,
    signal: exchange.signal,
    originOf: (linkHost) => originOf(exchange, linkHost),
    body: limitedBody(exchange),
  };
  switch (caller.kind) {
    case 'anonymous':
      return call;
    case 'app':
      return { ...call, app: caller.app } as Call;
    case 'user': {
      const { app, account, token } = caller;
      const view = viewOfCall(service, app, account, exchange.header('dropbox-api-path-root'));
      const userCall: UserCall = { ...call, app, account, token, view };
      return userCall;
    }
  }
}

async function expectNoBody(exchange: Exchange): Promise<void> {
  for await (const bytes of exchange.body()) {
    if (bytes.length > 0) throw malformed("The request body is supposed to be empty, but isn't.");
  }
}
