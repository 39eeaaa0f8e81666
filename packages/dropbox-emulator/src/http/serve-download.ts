import type { Download } from '../route/download.ts';
import { encodeJson } from '../wire/encode-json.ts';
import { headerSafe } from '../wire/header-safe.ts';
import type { WireStyle } from '../wire/wire-style.ts';
import { parseRange } from './byte-range.ts';
import type { Exchange, ResponseHeaders } from './exchange.ts';

/** Sends a download: all of it, the range that was asked for, or nothing when the client has it already. */
export async function serveDownload(
  exchange: Exchange,
  download: Download,
  style: WireStyle,
): Promise<void> {
  const { content } = download;
  const headers: ResponseHeaders = {
    'Dropbox-API-Result': headerSafe(encodeJson(download.result, style)),
  };
  if (content.kind === 'bytes') {
    exchange.send(200, { ...headers, 'Content-Type': content.mediaType }, content.bytes);
    return;
  }
  if (content.kind === 'stream') {
    const streamHeaders = { ...headers, 'Content-Type': content.mediaType };
    return exchange.stream(200, streamHeaders, () => content.open());
  }
  const fileHeaders: ResponseHeaders = {
    ...headers,
    'Content-Type': 'application/octet-stream',
    'Accept-Ranges': 'bytes',
    ETag: content.etag,
    'Original-Content-Length': content.size,
  };
  await serveFile(exchange, content, fileHeaders);
}

/** Sends a file by the rules of HTTP for conditions and ranges. */
export async function serveFile(
  exchange: Exchange,
  file: Extract<Download['content'], { kind: 'file' }>,
  headers: ResponseHeaders,
): Promise<void> {
  const isRead = exchange.method === 'GET' || exchange.method === 'HEAD';
  if (isRead && exchange.header('if-none-match') === file.etag) {
    return exchange.send(304, { ETag: file.etag }, '');
  }
  // The tags of revisions are weak, so a conditional range can never be granted (RFC 9110, section 13.1.5).
  const isConditional = exchange.header('if-range') !== undefined;
  const range = parseRange(isConditional ? undefined : exchange.header('range'), file.size);
  switch (range.kind) {
    case 'unsatisfiable':
      return exchange.send(416, { 'Content-Range': `bytes */${file.size}` }, '');
    case 'whole': {
      const whole = { ...headers, 'Content-Length': file.size };
      return exchange.stream(200, whole, () => file.open(0, file.size));
    }
    case 'part': {
      const { start, end } = range;
      const part = {
        ...headers,
        'Content-Length': end - start,
        'Content-Range': `bytes ${start}-${end - 1}/${file.size}`,
      };
      return exchange.stream(206, part, () => file.open(start, end));
    }
  }
}
