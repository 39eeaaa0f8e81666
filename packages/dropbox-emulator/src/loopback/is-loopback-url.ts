const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether an address leads to this machine, which is as far as an emulator goes. */
export function isLoopbackUrl(url: string): boolean {
  return loopbackHosts.has(URL.parse(url)?.hostname ?? '');
}
