import type { PeerBench } from './run-peer.ts';

/** Runs a program that prints a line of JSON for each step that went as it should. Gives the values by step. */
export async function takeTour(
  bench: PeerBench,
  program: string,
  ...args: string[]
): Promise<Record<string, unknown>> {
  const printed = await bench.output(program, ...args);
  const steps = printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { step: string; value: unknown });
  return Object.fromEntries(steps.map(({ step, value }) => [step, value]));
}
