import type { OperationName } from '@mooring/core';
import type { MemoryFault } from './memory-fault.ts';

/** Faults that wait for the call that they are to hit, first come first served. */
export class FaultQueue {
  readonly #faults: MemoryFault[] = [];

  add(fault: MemoryFault): void {
    this.#faults.push(fault);
  }

  take(operation: OperationName): MemoryFault | undefined {
    const index = this.#faults.findIndex((fault) => hits(fault, operation));
    return index === -1 ? undefined : this.#faults.splice(index, 1)[0];
  }
}

function hits(fault: MemoryFault, operation: OperationName): boolean {
  if (fault.kind === 'broken-body') return operation === 'read';
  return fault.operation === undefined || fault.operation === operation;
}
