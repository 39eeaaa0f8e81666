import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestLedger } from '../request/request-ledger.ts';
import type { Service } from '../service/service.ts';
import { Exchange } from './exchange.ts';
import { handlingOf } from './handle-request.ts';
import type { RequestHandler } from './server.ts';
import { resolveTarget } from './target.ts';

/** Answers requests, and enters each in the ledger when it is over. */
export function createRequestHandler(service: Service, ledger: RequestLedger): RequestHandler {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = resolveTarget(request.url ?? '/', request.headers.host);
    const exchange = new Exchange(request, response, target);
    const handling = handlingOf(service, exchange);
    const startedAt = service.clock.now();
    const start = performance.now();
    try {
      await handling.serve();
    } catch (error) {
      fail(exchange, response, error);
    }
    await exchange.closed();
    ledger.record({
      route: handling.name,
      method: exchange.method,
      status: exchange.status,
      received: exchange.received,
      sent: exchange.sent,
      startedAt,
      duration: performance.now() - start,
      requestId: exchange.requestId,
    });
  };
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
