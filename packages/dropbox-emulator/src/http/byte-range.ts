export type RangeOutcome =
  /** No range was asked for, or one that may be ignored. */
  | { readonly kind: 'whole' }
  /** From `start` up to `end`. */
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' };

/**
 * What of `size` bytes a Range header asks for, by RFC 9110 section 14: ends beyond the last byte are clipped, several
 * ranges at once and other units are ignored.
 */
export function parseRange(header: string | undefined, size: number): RangeOutcome {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (match === null) return { kind: 'whole' };
  const [first = '', last = ''] = match.slice(1);
  if (first === '') return suffix(last, size);
  const start = Number(first);
  if (last !== '' && Number(last) < start) return { kind: 'whole' };
  if (start >= size) return { kind: 'unsatisfiable' };
  return { kind: 'part', start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}

function suffix(length: string, size: number): RangeOutcome {
  if (length === '') return { kind: 'whole' };
  if (Number(length) === 0 || size === 0) return { kind: 'unsatisfiable' };
  return { kind: 'part', start: Math.max(size - Number(length), 0), end: size };
}
