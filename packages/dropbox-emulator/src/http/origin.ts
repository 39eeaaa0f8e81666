import type { Exchange } from './exchange.ts';

/** The hosts of the service that links in answers lead to. */
export type LinkHost = 'dl.dropboxusercontent.com' | 'content.dropboxapi.com';

/** Where the client that made a request can reach this server again as one of those hosts. */
export function originOf(exchange: Exchange, linkHost: LinkHost): string {
  const { host } = exchange.target;
  // A client that came by the service's own name, through the proxy, has to come back the same way.
  if (host !== 'any' && exchange.isEncrypted && isDropboxName(exchange)) {
    return `https://${linkHost}`;
  }
  const name = isDropboxName(exchange)
    ? `127.0.0.1:${exchange.localPort}`
    : (exchange.header('host') ?? `127.0.0.1:${exchange.localPort}`);
  return `${exchange.isEncrypted ? 'https' : 'http'}://${name}`;
}

function isDropboxName(exchange: Exchange): boolean {
  return /\.?dropbox(api|usercontent)?\.com(:\d+)?$/i.test(exchange.header('host') ?? '');
}
