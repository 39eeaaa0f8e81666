/** The pause that a `Retry-After` header asks for, in milliseconds: it names seconds or, as proxies do, a date. */
export function parseRetryAfter(header: string): number | undefined {
  const seconds = header.trim() === '' ? Number.NaN : Number(header);
  const pause = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000;
  return Number.isFinite(pause) ? Math.max(0, pause) : undefined;
}
