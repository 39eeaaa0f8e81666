import type { FuseStatistics } from '../binding.ts';
import type { Guard } from './guard.ts';

const largestCount = 0xffff_ffff;

/**
 * Counts the space of large stores in larger blocks. The binding cuts every figure to 32 bits, so in blocks of 4 KiB
 * anything from 16 TiB up would show a size out of the blue.
 */
export const largeStatistics: Guard = {
  name: 'large-statistics',
  operations: (operations) => ({
    ...operations,
    statfs: async () => inFittingBlocks(await operations.statfs()),
  }),
};

function inFittingBlocks(statistics: FuseStatistics): FuseStatistics {
  let factor = 1;
  while (statistics.blocks / factor > largestCount) factor *= 2;
  const scale = (blocks: number) => Math.floor(blocks / factor);
  return {
    ...statistics,
    bsize: statistics.bsize * factor,
    frsize: statistics.frsize * factor,
    blocks: scale(statistics.blocks),
    bfree: scale(statistics.bfree),
    bavail: scale(statistics.bavail),
  };
}
