import type { Exchange } from './exchange.ts';

/** Lets pages of any origin read an answer. It holds no cookies, so that none can be misused. */
export function allowAnyOrigin(exchange: Exchange): void {
  if (exchange.header('origin') === undefined) return;
  exchange.addHeaders({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers':
      'Dropbox-API-Result, Retry-After, X-Dropbox-Request-Id, Content-Range, Accept-Ranges, ETag',
  });
}

/** Whether a browser asks what a page may do, before it does it. */
export function isPreflight(exchange: Exchange): boolean {
  return (
    exchange.method === 'OPTIONS' && exchange.header('access-control-request-method') !== undefined
  );
}

export function servePreflight(exchange: Exchange): void {
  // Pages that mean to do without a preflight say so, in order to notice when they fail to.
  if (exchange.target.query.get('reject_cors_preflight') === 'true') {
    const text =
      'CORS preflight requests are rejected, as "reject_cors_preflight" in the URL asks.';
    exchange.send(400, { 'Content-Type': 'text/plain; charset=utf-8' }, text);
    return;
  }
  allowAnyOrigin(exchange);
  exchange.addHeaders({
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, OPTIONS',
    'Access-Control-Allow-Headers': exchange.header('access-control-request-headers') ?? '',
    'Access-Control-Max-Age': '600',
  });
  exchange.send(200, {}, '');
}
