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
}

/** Runs the steps until one fails, and tells of each. Resolves to whether all is as it should be. */
export async function runTour({ context, traffic, terminal }: TourOptions): Promise<boolean> {
  for (const [index, { title, run }] of tourSteps.entries()) {
    const name = `${String(index + 1).padStart(2)}  ${title}`;
    terminal.live(`${name} …`);
    const before = traffic();
    try {
      await run(context);
    } catch (error) {
      terminal.live('');
      terminal.line(`${name}\n    FAILED: ${error instanceof Error ? error.message : error}`);
      return false;
    }
    terminal.live('');
    terminal.line(`${name}\n    ${formatTraffic(since(before, traffic()))}`);
  }
  return true;
}
