import type { FuseStat } from '../binding.ts';
import type { Guard } from './guard.ts';

/**
 * Keeps times within what the binding can carry. A time before 1970 would show as one in the year 584 billion, which
 * many programs take for an error.
 */
export const statTimes: Guard = {
  name: 'stat-times',
  operations: (operations) => ({
    ...operations,
    getattr: async (path) => withSafeTimes(await operations.getattr(path)),
    fgetattr: async (handle) => withSafeTimes(await operations.fgetattr(handle)),
  }),
};

function withSafeTimes(stat: FuseStat): FuseStat {
  const { atime, mtime, ctime } = stat;
  return { ...stat, atime: safeTime(atime), mtime: safeTime(mtime), ctime: safeTime(ctime) };
}

function safeTime(milliseconds: number): number {
  return milliseconds > 0 && Number.isFinite(milliseconds) ? Math.trunc(milliseconds) : 0;
}
