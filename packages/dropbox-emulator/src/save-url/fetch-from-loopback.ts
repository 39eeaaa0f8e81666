import { isLoopbackUrl } from '../loopback/is-loopback-url.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';

const maxRedirects = 5;

/**
 * The bytes behind an address of this machine. An emulator has no business on the network, so all other addresses fail
 * as if nothing were there, also when a redirect leads to them.
 *
 * @throws CallRefused with a SaveUrlError
 */
export async function fetchFromLoopback(url: URL): Promise<AsyncIterable<Uint8Array>> {
  let address = url;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    if (!isLoopbackUrl(address.href)) throw routeError(tag('download_failed'));
    const response = await request(address);
    const location = response.headers.get('location');
    const next = location === null ? null : URL.parse(location, address.href);
    if (response.status >= 300 && response.status < 400 && next !== null) {
      await response.body?.cancel();
      address = next;
      continue;
    }
    if (response.status === 404) throw routeError(tag('not_found'));
    if (!response.ok || response.body === null) throw routeError(tag('download_failed'));
    return response.body;
  }
  throw routeError(tag('download_failed'));
}

async function request(address: URL): Promise<Response> {
  try {
    return await fetch(address, { redirect: 'manual' });
  } catch {
    throw routeError(tag('download_failed'));
  }
}
