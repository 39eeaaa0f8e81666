import type { JsonValue } from '../json/json-value.ts';
import type { Route } from '../route/route.ts';
import { ArgumentProblem } from '../schema/argument-problem.ts';
import type { Schema } from '../schema/schema.ts';
import type { Behaviour, HeaderEncoding } from '../service/behaviour.ts';
import { type CallRefused, malformed } from '../wire/call-refused.ts';
import type { WireStyle } from '../wire/wire-style.ts';
import type { Exchange } from './exchange.ts';

const rpcTypes = [
  'application/json',
  'application/json; charset=utf-8',
  'text/plain; charset=dropbox-cors-hack',
] as const;

const uploadTypes = ['application/octet-stream', 'text/plain; charset=dropbox-cors-hack'] as const;

/** Argument bodies are small. Larger ones than this are not read. */
const maxArgumentSize = 32 * 1024 * 1024;

/** @throws CallRefused when the content type is none that the style of the route takes */
export function checkContentType(exchange: Exchange, route: Route): void {
  const value = contentType(exchange);
  const type = value?.toLowerCase().replace(/\s*;\s*/, '; ');
  switch (route.style) {
    case 'rpc':
      // Functions without an argument take a request without a body, which needs no type.
      if (type === undefined && hasNoBody(exchange)) return;
      expectType(type, value, rpcTypes);
      return;
    case 'upload':
      expectType(type, value, uploadTypes);
      return;
    case 'download':
      if (type === undefined) return;
      if (/^(text\/plain|application\/octet-stream)(;|$)/.test(type)) return;
      throw malformed(
        `You provided a non-empty HTTP "Content-Type" header ("${value}").  This API function requires ` +
          'that the header be missing or empty.',
      );
  }
}

/** An empty one is none: clients send it to keep their HTTP library from putting one of its own. */
function contentType(exchange: Exchange): string | undefined {
  const value = exchange.header('content-type');
  return value === '' ? undefined : value;
}

/** @throws CallRefused when there is no argument, or it does not fit the route */
export async function readArgument(
  exchange: Exchange,
  route: Route,
  behaviour: Behaviour,
): Promise<unknown> {
  const source = await argumentSource(exchange, route, behaviour.argumentHeader);
  try {
    return route.argument.decode(parse(source));
  } catch (error) {
    throw error instanceof ArgumentProblem
      ? describe(error, source.place, behaviour.wireStyle)
      : error;
  }
}

interface ArgumentSource {
  /** As messages call it. */
  readonly place: string;
  readonly text: string;
}

async function argumentSource(
  exchange: Exchange,
  route: Route,
  encoding: HeaderEncoding,
): Promise<ArgumentSource> {
  if (route.style === 'rpc') {
    const body = await exchange.read(maxArgumentSize);
    if (body === undefined) throw malformed('request body: the request body is too large');
    // SDKs send nothing at all for no argument, where the documentation says null.
    const isAbsent = body.length === 0 && contentType(exchange) === undefined;
    return { place: 'request body', text: isAbsent ? 'null' : (decodeUtf8(body) ?? notJson) };
  }
  const header = exchange.header('dropbox-api-arg');
  if (header !== undefined) {
    const place = 'HTTP header "Dropbox-API-Arg"';
    return { place, text: decodeHeader(header, encoding) ?? notJson };
  }
  const parameter = exchange.target.query.get('arg');
  if (parameter !== null) return { place: 'URL parameter "arg"', text: parameter };
  if (takesNothing(route.argument)) return { place: 'argument', text: 'null' };
  throw malformed('Must provide HTTP header "Dropbox-API-Arg" or URL parameter "arg".');
}

function takesNothing(argument: Schema<unknown>): boolean {
  try {
    argument.decode(null);
    return true;
  } catch (error) {
    if (error instanceof ArgumentProblem) return false;
    throw error;
  }
}

function parse({ place, text }: ArgumentSource): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw malformed(`${place}: could not decode input as JSON`);
  }
}

/** Stands for an argument that cannot be decoded even as text. */
const notJson = '';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The documentation wants ASCII with all else escaped. The service itself takes UTF-8 too, as clients have sent it for
 * years (rclone among them), but neither DEL nor other encodings. Node gives headers as Latin-1.
 */
function decodeHeader(header: string, encoding: HeaderEncoding): string | undefined {
  const isAscii = /^[\t\x20-\x7e]*$/.test(header);
  if (isAscii) return header;
  if (encoding === 'ascii' || header.includes('\u007f')) return undefined;
  return decodeUtf8(Buffer.from(header, 'latin1'));
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function describe(problem: ArgumentProblem, place: string, style: WireStyle): CallRefused {
  if (style === 'compact' && problem.pattern !== undefined) {
    return malformed(`Value must be a string conforming to regex (${problem.pattern})`);
  }
  const field = problem.fields.length === 0 ? '' : `${problem.fields.join('.')}: `;
  return malformed(`${place}: ${field}${problem.message}`);
}

function expectType(
  type: string | undefined,
  shown: string | undefined,
  expected: readonly string[],
): void {
  if (type !== undefined && expected.includes(type)) return;
  const list = expected.map((name) => `"${name}"`).join(', ');
  const problem =
    shown === undefined
      ? 'Missing or empty HTTP "Content-Type" header'
      : `Bad HTTP "Content-Type" header: "${shown}"`;
  throw malformed(`${problem}.  Expecting one of ${list}.`);
}

function hasNoBody(exchange: Exchange): boolean {
  const length = exchange.header('content-length');
  const isChunked = exchange.header('transfer-encoding') !== undefined;
  return !isChunked && (length === undefined || length === '0');
}
