import type { ByteRange } from './byte-range.ts';

/**
 * Which bytes of a file are there: ranges in order, none empty, none touching the next. Mutable, since it sits on
 * the path of every read and write; a file has few ranges, so plain arrays do.
 */
export class RangeSet {
  #ranges: ByteRange[];

  constructor(ranges: readonly ByteRange[] = []) {
    this.#ranges = [];
    for (const range of ranges) this.add(range);
  }

  get ranges(): readonly ByteRange[] {
    return this.#ranges;
  }

  /** Sum of the lengths of all ranges. */
  get byteLength(): number {
    return this.#ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  add({ start, end }: ByteRange): void {
    if (end <= start) return;
    const first = this.#firstEndingFrom(start);
    let next = first;
    let merged: ByteRange = { start, end };
    for (let range = this.#ranges[next]; range !== undefined && range.start <= end; ) {
      merged = { start: Math.min(merged.start, range.start), end: Math.max(merged.end, range.end) };
      range = this.#ranges[++next];
    }
    this.#ranges.splice(first, next - first, merged);
  }

  /** Forgets all from an offset on. */
  cutAt(end: number): void {
    this.#ranges = this.#ranges
      .filter((range) => range.start < end)
      .map((range) => ({ start: range.start, end: Math.min(range.end, end) }));
  }

  includes(range: ByteRange): boolean {
    return this.missing(range).length === 0;
  }

  /** The parts of a range that are not in the set, in order. */
  missing({ start, end }: ByteRange): readonly ByteRange[] {
    const gaps: ByteRange[] = [];
    let position = start;
    for (let index = this.#firstEndingFrom(start); position < end; index++) {
      const range = this.#ranges[index];
      if (range === undefined || range.start >= end) break;
      if (range.start > position) gaps.push({ start: position, end: range.start });
      position = Math.max(position, range.end);
    }
    if (position < end) gaps.push({ start: position, end });
    return gaps;
  }

  /** Index of the first range that ends at the offset or behind it. */
  #firstEndingFrom(offset: number): number {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ranges[middle] as ByteRange).end < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
