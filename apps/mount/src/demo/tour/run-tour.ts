import type { Terminal } from '../../terminal/terminal.ts';
import { formatTraffic } from '../format-traffic.ts';
import { since, type Traffic } from '../traffic.ts';
import type { TourContext } from './tour-context.ts';
import { tourSteps } from './tour-steps.ts';

export interface TourOptions {
  readonly context: TourContext;
  /** What went over the wire until now. */
  readonly traffic: () => Traffic;
  readonly terminal: Terminal;
  /** Ends the tour without a word. */
  readonly signal: AbortSignal;
}

/** `failed`: something was not as it should be, and was told. */
export type TourOutcome = 'well' | 'failed';

/** Runs the steps until one fails, and tells of each. */
export async function runTour(options: TourOptions): Promise<TourOutcome> {
  const { context, traffic, terminal, signal } = options;
  for (const [index, { title, run }] of tourSteps.entries()) {
    const name = `${String(index + 1).padStart(2)}  ${title}`;
    terminal.live(`${name} …`);
    const before = traffic();
    try {
      await run(context);
      signal.throwIfAborted();
    } catch (error) {
      // What fails once the mount is taken away is nobody's fault.
      if (signal.aborted) return 'failed';
      terminal.live('');
      terminal.line(`${name}\n    FAILED: ${error instanceof Error ? error.message : error}`);
      return 'failed';
    }
    terminal.live('');
    terminal.line(`${name}\n    ${formatTraffic(since(before, traffic()))}`);
  }
  return 'well';
}
