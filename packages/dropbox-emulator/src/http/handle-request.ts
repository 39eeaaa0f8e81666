import type { Controls } from '../control/control-endpoint.ts';
import { controlPath, serveControl } from '../control/serve-control.ts';
import { serveTemporaryLink, temporaryLinkPath } from '../link/temporary-link.ts';
import {
  serveTemporaryUploadLink,
  temporaryUploadLinkPath,
} from '../link/temporary-upload-link.ts';
import { serveAuthorizeEndpoint } from '../oauth/authorize-endpoint.ts';
import { serveTokenEndpoint } from '../oauth/token-endpoint.ts';
import type { Service } from '../service/service.ts';
import { serveLinkPage, sharedLinkPath } from '../sharing/link/link-page.ts';
import { isPreflight, servePreflight } from './cross-origin.ts';
import type { Exchange } from './exchange.ts';
import { serveRoute } from './serve-route.ts';

/** What a request is for: its name in counts and logs, and what answers it. */
export interface Handling {
  readonly name: string;
  /** Whether it is for the emulator itself and not for what it emulates. */
  readonly isControl?: boolean;
  /** Whether pages of other origins may call it. */
  readonly isCrossOrigin?: boolean;
  serve(): Promise<void>;
}

export function handlingOf(service: Service, controls: Controls, exchange: Exchange): Handling {
  const handling = handlingOfPath(service, controls, exchange);
  if (handling.isCrossOrigin !== true) return handling;
  return isPreflight(exchange)
    ? { name: 'preflight', serve: async () => servePreflight(exchange) }
    : handling;
}

function handlingOfPath(service: Service, controls: Controls, exchange: Exchange): Handling {
  const { path } = exchange.target;
  if (path.startsWith('/2/')) {
    const name = path.slice('/2/'.length);
    return { name, isCrossOrigin: true, serve: () => serveRoute(service, exchange, name) };
  }
  // The first version of the paths is what older OAuth libraries have built in.
  const oauth = /^(?:\/1)?\/oauth2\/(authorize|token)$/.exec(path)?.[1];
  if (oauth === 'authorize') {
    return { name: 'oauth2/authorize', serve: () => serveAuthorizeEndpoint(service, exchange) };
  }
  if (oauth === 'token') {
    const serve = (): Promise<void> => serveTokenEndpoint(service, exchange);
    return { name: 'oauth2/token', isCrossOrigin: true, serve };
  }
  if (path.startsWith(temporaryLinkPath)) {
    const serve = (): Promise<void> => serveTemporaryLink(service, exchange);
    return { name: 'temporary-link', isCrossOrigin: true, serve };
  }
  if (path.startsWith(temporaryUploadLinkPath)) {
    const serve = (): Promise<void> => serveTemporaryUploadLink(service, exchange);
    return { name: 'temporary-upload-link', isCrossOrigin: true, serve };
  }
  if (path.startsWith(sharedLinkPath)) {
    return { name: 'shared-link', serve: () => serveLinkPage(service, exchange) };
  }
  if (path === controlPath || path.startsWith(`${controlPath}/`)) {
    return { name: 'control', isControl: true, serve: () => serveControl(controls, exchange) };
  }
  return {
    name: 'unknown',
    serve: async () => {
      exchange.send(404, { 'Content-Type': 'text/plain; charset=utf-8' }, 'Not found');
    },
  };
}
