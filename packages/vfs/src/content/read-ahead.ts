import type { ByteRange } from './byte-range.ts';

const firstWindow = 256 * 1024;
const largestWindow = 32 * 1024 * 1024;
/** The kernel's own read-ahead does not keep strictly to the order. */
const slack = 1024 * 1024;

/**
 * Guesses from the reads of one handle what will be wanted next: as much again as was read straight on, so that no
 * more than twice the bytes that are used are ever fetched, beyond the first little window.
 */
export class ReadAhead {
  #begin = 0;
  #expected = 0;

  /** What to have on its way when this range is read: the range, and what may come behind it. */
  next(range: ByteRange): ByteRange {
    if (Math.abs(range.start - this.#expected) > slack) this.#begin = range.start;
    this.#expected = range.end;
    return { start: range.start, end: range.end + this.#window };
  }

  /** A request for what lies ahead is worth sending from this length on; many small ones are not. */
  get worthwhile(): number {
    return this.#window / 2;
  }

  get #window(): number {
    return Math.min(Math.max(this.#expected - this.#begin, firstWindow), largestWindow);
  }
}
