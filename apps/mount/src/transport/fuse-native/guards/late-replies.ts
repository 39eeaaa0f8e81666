import type { Guard } from './guard.ts';

/**
 * Keeps operations from the memory of a request that was answered already, by the time limit. The binding lends that
 * memory: the data of a write would change or vanish under a file system that is still storing it, and a read
 * that comes too late would fail for want of a place to put its data.
 */
export const lateReplies: Guard = {
  name: 'late-replies',
  handlers: (handlers, { log }) => ({
    ...handlers,
    async read(path, handle, memory, length, offset, reply) {
      try {
        await handlers.read(path, handle, memory, length, offset, reply);
      } catch (error) {
        if (!isGone(memory, length)) throw error;
        log.warn({ handle, offset, length }, 'a read took longer than its time limit');
      }
    },
    write(path, handle, memory, length, offset, reply) {
      return handlers.write(path, handle, Buffer.from(memory), length, offset, reply);
    },
  }),
};

/** Memory that the binding takes back loses its length. */
function isGone(memory: Buffer, length: number): boolean {
  return memory.byteLength < length;
}
