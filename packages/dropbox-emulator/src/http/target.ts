import type { RouteHost } from '../route/route.ts';

/** The host that a request is for: one of Dropbox's, or `any` where the URL does not say. */
export type TargetHost = RouteHost | 'www' | 'files' | 'any';

export interface Target {
  readonly host: TargetHost;
  /** Without the prefix that stands for a host, and without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Host names of the service, old ones too, and what they are for. */
const hostNames: Readonly<Record<string, TargetHost>> = {
  'api.dropboxapi.com': 'api',
  'api.dropbox.com': 'api',
  'content.dropboxapi.com': 'content',
  'api-content.dropbox.com': 'content',
  'notify.dropboxapi.com': 'notify',
  'api-notify.dropbox.com': 'notify',
  'www.dropbox.com': 'www',
  'dropbox.com': 'www',
  'dl.dropbox.com': 'files',
  'dl-web.dropbox.com': 'files',
};

const filesDomain = 'dropboxusercontent.com';

/** The first folder of a path may name the host, for clients that can only be given a base URL. */
const hostPrefix = /^\/(api|content|notify|www)(?=\/)/;

export function isDropboxHost(hostName: string): boolean {
  return hostOf(hostName) !== 'any';
}

/** `url` is the request target as sent, which a client of a proxy sends in full. */
export function resolveTarget(url: string, hostHeader: string | undefined): Target {
  const parsed = URL.parse(url, 'http://127.0.0.1');
  if (parsed === null) return { host: 'any', path: '/', query: new URLSearchParams() };
  const isFull = !url.startsWith('/');
  const host = hostOf(isFull ? parsed.hostname : withoutPort(hostHeader ?? ''));
  const query = parsed.searchParams;
  if (host !== 'any') return { host, path: parsed.pathname, query };
  const prefix = hostPrefix.exec(parsed.pathname);
  if (prefix === null) return { host, path: parsed.pathname, query };
  const path = parsed.pathname.slice(prefix[0].length);
  return { host: prefix[1] as TargetHost, path, query };
}

function hostOf(hostName: string): TargetHost {
  const name = hostName.toLowerCase();
  if (name === filesDomain || name.endsWith(`.${filesDomain}`)) return 'files';
  return hostNames[name] ?? 'any';
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}
