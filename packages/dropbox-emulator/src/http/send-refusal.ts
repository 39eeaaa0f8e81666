import type { Refusal } from '../wire/call-refused.ts';
import { type RefusedCall, renderRefusal } from '../wire/render-refusal.ts';
import type { WireStyle } from '../wire/wire-style.ts';
import type { Exchange } from './exchange.ts';

/** Browsers shall not take an error for a page. */
const errorHeaders = {
  'Content-Security-Policy': "sandbox; frame-ancestors 'none'",
  'Content-Disposition': "attachment; filename='error'",
} as const;

export function sendRefusal(
  exchange: Exchange,
  refusal: Refusal,
  call: RefusedCall,
  style: WireStyle,
): void {
  const { status, headers, body, summary } = renderRefusal(refusal, call, style);
  exchange.error = summary;
  exchange.send(status, { ...errorHeaders, ...headers }, body);
}
