import { batchMutants } from './batch-mutants.ts';
import { cancellationMutants } from './cancellation-mutants.ts';
import { errorMutants } from './error-mutants.ts';
import { feedMutants } from './feed-mutants.ts';
import { historyMutants } from './history-mutants.ts';
import { leftoverMutants } from './leftover-mutants.ts';
import type { Mutant } from './mutant.ts';
import { promiseMutants } from './promise-mutants.ts';
import { readingMutants } from './reading-mutants.ts';
import { uploadMutants } from './upload-mutants.ts';
import { writingMutants } from './writing-mutants.ts';

export const allMutants: readonly Mutant[] = [
  ...promiseMutants,
  ...readingMutants,
  ...writingMutants,
  ...leftoverMutants,
  ...batchMutants,
  ...uploadMutants,
  ...feedMutants,
  ...historyMutants,
  ...cancellationMutants,
  ...errorMutants,
];
