import { Dropbox } from 'dropbox';

const prefixes: Readonly<Record<string, string>> = {
  'api.dropboxapi.com': '/api',
  'content.dropboxapi.com': '/content',
  'notify.dropboxapi.com': '/notify',
};

/** The official SDK, with the three hosts of the service turned into prefixes of the emulator's address. */
export function connectSdk(url: string, accessToken: string): Dropbox {
  const toEmulator = (input: string, init?: RequestInit): Promise<Response> => {
    const { host, pathname, search } = new URL(input);
    return fetch(`${url}${prefixes[host] ?? ''}${pathname}${search}`, init);
  };
  return new Dropbox({ accessToken, fetch: toEmulator });
}
