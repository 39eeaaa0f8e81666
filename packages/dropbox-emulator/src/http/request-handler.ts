import type { IncomingMessage, ServerResponse } from 'node:http';
import { drawLatency } from '../conditions/conditions.ts';
import { Traffic } from '../conditions/traffic.ts';
import type { Controls } from '../control/control-endpoint.ts';
import { strike } from '../fault/strike.ts';
import { fitsPattern } from '../route/route-pattern.ts';
import type { Service } from '../service/service.ts';
import { allowAnyOrigin } from './cross-origin.ts';
import { Exchange } from './exchange.ts';
import { type Handling, handlingOf } from './handle-request.ts';
import type { RequestHandler } from './server.ts';
import { resolveTarget } from './target.ts';

/** Answers requests, and enters each in the ledger when it is over. */
export function createRequestHandler(service: Service, controls: Controls): RequestHandler {
  const traffic = new Traffic(() => service.conditions);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = resolveTarget(request.url ?? '/', request.headers.host);
    const exchange = new Exchange(request, response, target, traffic);
    const handling = handlingOf(service, controls, exchange);
    if (handling.isCrossOrigin === true) allowAnyOrigin(exchange);
    const startedAt = service.clock.now();
    const start = performance.now();
    try {
      await answer(service, exchange, handling);
    } catch (error) {
      fail(exchange, response, error);
    }
    await exchange.closed();
    // Whoever counts requests counts those of clients.
    if (handling.isControl === true) return;
    controls.requests.record({
      route: handling.name,
      method: exchange.method,
      status: exchange.status,
      error: exchange.error,
      received: exchange.received,
      sent: exchange.sent,
      startedAt,
      duration: performance.now() - start,
      requestId: exchange.requestId,
    });
  };
}

async function answer(service: Service, exchange: Exchange, handling: Handling): Promise<void> {
  const { name, serve } = handling;
  // The controls of the emulator are no part of what it emulates.
  if (handling.isControl === true) return await serve();
  await delay(service, exchange, name);
  const fault = service.faults.take(name);
  if (fault === undefined) await serve();
  else await strike(service, exchange, name, fault, serve);
}

async function delay(
  { conditions, clock }: Service,
  exchange: Exchange,
  route: string,
): Promise<void> {
  const more = Object.entries(conditions.routeLatency)
    .filter(([pattern]) => fitsPattern(route, pattern))
    .map(([, latency]) => latency);
  const wait = [conditions.latency, ...more].reduce(
    (sum: number, each) => sum + drawLatency(each),
    0,
  );
  if (wait === 0) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = clock.after(wait, resolve);
  exchange.signal.addEventListener('abort', () => resolve(), { once: true });
  await promise;
  cancel();
  exchange.signal.throwIfAborted();
}

/** An error that is not the caller's. A client that went away needs no answer. */
function fail(exchange: Exchange, response: ServerResponse, error: unknown): void {
  if (exchange.signal.aborted || response.destroyed) return;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  process.emitWarning(error instanceof Error ? error : new Error(String(error)));
  exchange.send(500, { 'Content-Type': 'text/plain; charset=utf-8' }, 'Internal server error');
}
