import fc from 'fast-check';
import type { StorageUnderTest } from '../storage-under-test.ts';
import { checkProgram } from './check-program.ts';
import { type ProgramShape, programs } from './programs.ts';

export interface ModelCheck extends ProgramShape {
  /** How many programs. 100 unless told. */
  readonly runs?: number | undefined;
  /** Of an earlier run, as its failure printed it. */
  readonly seed?: number | undefined;
}

/**
 * Runs random programs on stores, each on one of its own, and compares every step with the model. Rejects with the
 * shortest program that it can find on which the two differ, and with the seed that finds it again.
 */
export async function checkModel(
  open: () => Promise<StorageUnderTest>,
  { runs = 100, seed, ...shape }: ModelCheck,
): Promise<void> {
  const property = fc.asyncProperty(programs(shape), async (program) => {
    const underTest = await open();
    try {
      await checkProgram(underTest, program);
    } finally {
      await underTest.close?.();
    }
  });
  await fc.assert(property, { numRuns: runs, ...(seed === undefined ? {} : { seed }) });
}
