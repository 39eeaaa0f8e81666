import { serveTemporaryLink, temporaryLinkPath } from '../link/temporary-link.ts';
import {
  serveTemporaryUploadLink,
  temporaryUploadLinkPath,
} from '../link/temporary-upload-link.ts';
import { serveTokenEndpoint } from '../oauth/token-endpoint.ts';
import type { Service } from '../service/service.ts';
import type { Exchange } from './exchange.ts';
import { serveRoute } from './serve-route.ts';

/** What a request is for: its name in counts and logs, and what answers it. */
export interface Handling {
  readonly name: string;
  serve(): Promise<void>;
}

export function handlingOf(service: Service, exchange: Exchange): Handling {
  const { path, host } = exchange.target;
  if (path.startsWith('/2/')) {
    const name = path.slice('/2/'.length);
    return { name, serve: () => serveRoute(service, exchange, name) };
  }
  if (
    /^(\/1)?\/oauth2\/token$/.test(path) &&
    (host === 'api' || host === 'any' || host === 'www')
  ) {
    return { name: 'oauth2/token', serve: () => serveTokenEndpoint(service, exchange) };
  }
  if (path.startsWith(temporaryLinkPath)) {
    return { name: 'temporary-link', serve: () => serveTemporaryLink(service, exchange) };
  }
  if (path.startsWith(temporaryUploadLinkPath)) {
    const serve = (): Promise<void> => serveTemporaryUploadLink(service, exchange);
    return { name: 'temporary-upload-link', serve };
  }
  return {
    name: 'unknown',
    serve: async () => {
      exchange.send(404, { 'Content-Type': 'text/plain; charset=utf-8' }, 'Not found');
    },
  };
}
