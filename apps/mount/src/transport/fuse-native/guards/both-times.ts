import type { NativeHandler } from '../binding.ts';
import type { Guard } from './guard.ts';

/** As the binding numbers its operations. */
const utimensOperation = 12;
/** Where the C struct of a request holds the two times, in milliseconds, on machines with pointers of 64 bits. */
const [atimeOffset, mtimeOffset] = [104, 112];

/**
 * Hands on both times that utimensat(2) sets. The binding passes the access time twice, so `cp -p` and `rsync -t` would
 * set wrong modification times; and it knows no time before 1970. The right ones stand in the request.
 */
export const bothTimes: Guard = {
  name: 'both-times',
  binding(fuse) {
    const original = fuse._handlers[utimensOperation];
    if (original === undefined) return;
    const handler: NativeHandler = (request, operation, ...args) => {
      const [path] = args;
      const atime = request.readBigInt64LE(atimeOffset);
      const mtime = request.readBigInt64LE(mtimeOffset);
      const halves = [...inHalves(atime), ...inHalves(mtime)];
      return original(request, operation, path as never, ...(halves as never[]));
    };
    fuse._handlers[utimensOperation] = handler;
  },
};

/** The binding puts a number together again as `low + high * 2 ** 32`, so the upper half carries the sign. */
function inHalves(milliseconds: bigint): readonly [low: number, high: number] {
  return [Number(BigInt.asUintN(32, milliseconds)), Number(milliseconds >> 32n)];
}
