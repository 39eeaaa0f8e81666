import { routeError } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';
import type { Exchange } from './exchange.ts';

/** One request carries at most this many bytes of content: 150 MiB. */
const maxBodySize = 150 * 1024 * 1024;

/**
 * The body of an upload as it comes in.
 *
 * @throws CallRefused `payload_too_large` at the first byte too many, or before when the length is announced
 */
export async function* limitedBody(
  exchange: Exchange,
): AsyncGenerator<Uint8Array, void, undefined> {
  const announced = Number(exchange.header('content-length') ?? 0);
  if (announced > maxBodySize) throw routeError(tag('payload_too_large'));
  for await (const bytes of exchange.body()) {
    if (exchange.received > maxBodySize) throw routeError(tag('payload_too_large'));
    yield bytes;
  }
}
