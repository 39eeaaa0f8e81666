import type { Clock } from '../clock/clock.ts';
import { systemClock } from '../clock/system-clock.ts';
import { override } from '../layer/override.ts';
import type { StorageLayer } from '../layer/storage-layer.ts';
import { resumingBody } from './resuming-body.ts';

export interface ResumeReadsOptions {
  /** How often a body is opened again before a byte more arrives. 5 unless told. */
  readonly attempts?: number | undefined;
  /** Pause before the second attempt in a row, in milliseconds. It doubles from one to the next. 250 unless told. */
  readonly baseDelayMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * A body that breaks is opened again where it broke, at the same revision, so that the reader does not notice. When the
 * store has lost that revision the body fails with `conflict`: bytes of two contents never mix.
 */
export function resumeReads(options: ResumeReadsOptions = {}): StorageLayer {
  const { attempts = 5, baseDelayMs = 250, clock = systemClock } = options;
  return override((inner) => ({
    async read(request) {
      const result = await inner.read(request);
      // The length of an export is not known beforehand, and an export is made anew for each read.
      if (result.entry.exportAs !== undefined) return result;
      const body = resumingBody(inner, request, result, { attempts, baseDelayMs, clock });
      return { entry: result.entry, body };
    },
  }));
}
