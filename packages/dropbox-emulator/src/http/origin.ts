import type { Exchange } from './exchange.ts';

/** Where the client that made a request can reach this server again, for links in answers. */
export function originOf(exchange: Exchange): string {
  const { host } = exchange.target;
  // A client that came by the service's own name, through the proxy, has to come back the same way.
  if (host !== 'any' && exchange.isEncrypted && isDropboxName(exchange)) {
    return 'https://dl.dropboxusercontent.com';
  }
  const name = isDropboxName(exchange)
    ? `127.0.0.1:${exchange.localPort}`
    : (exchange.header('host') ?? `127.0.0.1:${exchange.localPort}`);
  return `${exchange.isEncrypted ? 'https' : 'http'}://${name}`;
}

function isDropboxName(exchange: Exchange): boolean {
  return /\.?dropbox(api|usercontent)?\.com(:\d+)?$/i.test(exchange.header('host') ?? '');
}
