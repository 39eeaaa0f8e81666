import { htmlPage, htmlType } from '../html/page.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { Refusal } from './call-refused.ts';
import { encodeJson } from './encode-json.ts';
import { errorSummary } from './error-summary.ts';
import type { Tagged } from './tagged.ts';
import type { WireStyle } from './wire-style.ts';

export interface RenderedRefusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What is wrong, in a few words or a sentence. */
  readonly summary: string;
}

export interface RefusedCall {
  /** Such as `files/upload`. */
  readonly route: string;
  readonly isUpload: boolean;
}

export function renderRefusal(
  refusal: Refusal,
  call: RefusedCall,
  style: WireStyle,
): RenderedRefusal {
  const inCall = `Error in call to API function "${call.route}": `;
  switch (refusal.kind) {
    case 'route':
      return json(409, errorBody(refusal.error, style), style);
    case 'malformed':
      return text(400, inCall + refusal.text);
    case 'unknown-function':
      return text(400, `Unknown API function: "${call.route}"`);
    case 'not-permitted':
      return call.isUpload && style === 'compact'
        ? json(400, errorBody({ '.tag': 'other' }, style, inCall + refusal.text), style)
        : text(400, inCall + refusal.text);
    case 'unauthorized':
      return json(401, errorBody(refusal.error, style), style, {
        'WWW-Authenticate': 'Bearer realm="Dropbox-API"',
      });
    case 'forbidden':
      return json(403, errorBody(refusal.error, style), style);
    case 'wrong-method':
      return {
        status: 404,
        headers: htmlType,
        body: htmlPage('Not found', '<p>Functions are called by POST.</p>'),
        summary: 'not called by POST',
      };
    case 'path-root':
      return json(422, errorBody(refusal.error, style), style);
    case 'rate-limit':
      return json(429, rateLimitBody(refusal.reason, refusal.retryAfter, style), style, {
        'Retry-After': String(refusal.retryAfter),
      });
  }
}

function errorBody(error: Tagged, style: WireStyle, userMessage?: string): ErrorBody {
  return {
    error_summary: errorSummary(error, style),
    error,
    user_message: userMessage === undefined ? undefined : { locale: 'en', text: userMessage },
  };
}

/** The error of a 429 is a struct, so it has no tag of its own. Its default of one second is left out. */
function rateLimitBody(reason: string, retryAfter: number, style: WireStyle): ErrorBody {
  return {
    error_summary: errorSummary({ '.tag': reason }, style),
    error: {
      reason: { '.tag': reason },
      retry_after: retryAfter === 1 ? undefined : retryAfter,
    },
  };
}

type ErrorBody = JsonObject & { readonly error_summary: string };

type Headers = Readonly<Record<string, string>>;

function json(
  status: number,
  body: ErrorBody,
  style: WireStyle,
  headers: Headers = {},
): RenderedRefusal {
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: encodeJson(body, style),
    summary: body.error_summary,
  };
}

function text(status: number, body: string, headers: Headers = {}): RenderedRefusal {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
    body,
    summary: body,
  };
}
