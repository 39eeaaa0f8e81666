import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';

export type BodyFault = Extract<
  Fault,
  { kind: 'truncated-body' | 'stalled-body' | 'corrupt-body' | 'surplus-body' }
>;

export function isBodyFault(fault: Fault): fault is BodyFault {
  return fault.kind.endsWith('-body');
}

/** The body of an answer as the fault leaves it. A truncated one just ends early. */
export async function* spoilBody(
  fault: BodyFault,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  switch (fault.kind) {
    case 'truncated-body': {
      let left = fault.afterBytes;
      for await (const bytes of source) {
        if (left <= 0) return;
        yield bytes.subarray(0, left);
        left -= bytes.length;
      }
      return;
    }
    case 'stalled-body': {
      let left: number | undefined = fault.afterBytes;
      for await (const bytes of source) {
        if (left !== undefined && bytes.length > left) {
          yield bytes.subarray(0, left);
          await pause(fault.milliseconds, signal);
          yield bytes.subarray(left);
          left = undefined;
        } else {
          yield bytes;
          if (left !== undefined) left -= bytes.length;
        }
      }
      return;
    }
    case 'corrupt-body': {
      let offset = 0;
      for await (const bytes of source) {
        yield withWrongBit(bytes, fault.atByte - offset);
        offset += bytes.length;
      }
      return;
    }
    case 'surplus-body':
      yield* source;
      return;
  }
}

/** Without a time, until the client gives up. */
export async function pause(milliseconds: number | undefined, signal: AbortSignal): Promise<void> {
  if (milliseconds !== undefined) {
    await sleep(milliseconds, undefined, { signal });
    return;
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => resolve(), { once: true });
  if (!signal.aborted) await promise;
  signal.throwIfAborted();
}

function withWrongBit(bytes: Uint8Array, index: number): Uint8Array {
  const byte = bytes[index];
  if (byte === undefined) return bytes;
  const wrong = Uint8Array.from(bytes);
  wrong[index] = byte ^ 1;
  return wrong;
}
