/** The names under which the service is reached. The SDK builds its addresses of the first three. */
const serviceHosts: ReadonlySet<string> = new Set([
  'api.dropboxapi.com',
  'content.dropboxapi.com',
  'notify.dropboxapi.com',
  'www.dropbox.com',
]);

/**
 * Sends what is meant for Dropbox to another server, such as the emulator. The SDK has no way to name a plain
 * `http` address, so addresses are rewritten on their way out.
 */
export function serviceAddress(address: string, baseUrl: string | undefined): string {
  if (baseUrl === undefined) return address;
  const { host, pathname, search } = new URL(address);
  if (!serviceHosts.has(host)) return address;
  return `${baseUrl.replace(/\/+$/, '')}${pathname}${search}`;
}
