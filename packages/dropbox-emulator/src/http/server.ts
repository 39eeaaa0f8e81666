import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { RequestLedger } from '../request/request-ledger.ts';
import type { Service } from '../service/service.ts';
import { Exchange } from './exchange.ts';
import { handlingOf } from './handle-request.ts';
import { resolveTarget } from './target.ts';

/** Arguments travel in headers, so these get far longer than Node expects. */
const maxHeaderSize = 1024 * 1024;

export function createHttpServer(service: Service, ledger: RequestLedger): Server {
  const server = createServer({ maxHeaderSize }, (request, response) => {
    void handle(service, ledger, request, response);
  });
  // Slow uploads are what some clients are tested with.
  server.requestTimeout = 0;
  // Shorter than clients expect, and they would meet connections that close just as they send.
  server.keepAliveTimeout = 65_000;
  return server;
}

async function handle(
  service: Service,
  ledger: RequestLedger,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = resolveTarget(request.url ?? '/', request.headers.host);
  const exchange = new Exchange(request, response, target);
  const handling = handlingOf(service, exchange);
  const startedAt = service.clock.now();
  const start = performance.now();
  try {
    await handling.serve();
  } catch (error) {
    failed(exchange, response, error);
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
}

/** An error that is not the caller's. A client that went away needs no answer. */
function failed(exchange: Exchange, response: ServerResponse, error: unknown): void {
  if (exchange.signal.aborted || response.destroyed) return;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  process.emitWarning(error instanceof Error ? error : new Error(String(error)));
  exchange.send(500, { 'Content-Type': 'text/plain; charset=utf-8' }, 'Internal server error');
}
