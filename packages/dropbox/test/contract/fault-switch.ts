import type { Fault } from '@mooring/contract';
import { intercept, type StorageLayer } from '@mooring/core';
import type { DropboxEmulator, FaultRule } from '@mooring/dropbox-emulator';

/** More requests than one call ever makes. */
const allFurther = 1000;

/**
 * Brings about the faults of the contract. The provider gets over a single lost connection by itself, so where one is to
 * show, the line stays dead until the next call.
 */
export class FaultSwitch {
  readonly #emulator: DropboxEmulator;
  #state: 'off' | 'armed' | 'struck' = 'off';

  /** Around the provider that is to fail: it tells one call from the next. */
  readonly layer: StorageLayer;

  constructor(emulator: DropboxEmulator) {
    this.#emulator = emulator;
    this.layer = intercept((call, next) => {
      if (this.#state === 'struck') this.#turnOff();
      if (this.#state === 'armed') this.#state = 'struck';
      return next(call.request);
    });
  }

  failNext(fault: Fault): void {
    this.#turnOff();
    if (fault.kind === 'cursor-expired') {
      this.#emulator.resetCursors();
      return;
    }
    this.#emulator.faults.add(...rulesFor(fault));
    this.#state = 'armed';
  }

  #turnOff(): void {
    this.#emulator.faults.clear();
    this.#state = 'off';
  }
}

const deadLine: FaultRule = { route: '*', fault: { kind: 'reset' }, count: allFurther };

function rulesFor(fault: Exclude<Fault, { kind: 'cursor-expired' }>): readonly FaultRule[] {
  switch (fault.kind) {
    case 'rate-limited': {
      const retryAfter = fault.retryAfterMs / 1000;
      return [{ route: '*', fault: { kind: 'rate-limit', retryAfter } }];
    }
    case 'dropped-before':
      return [deadLine];
    case 'dropped-after':
      return [
        { route: '*', fault: { kind: 'lost-response' } },
        { ...deadLine, skip: 1 },
      ];
    case 'broken-body': {
      const { afterBytes } = fault;
      const broken = { kind: 'truncated-body', afterBytes } as const;
      return [
        { route: '*', fault: broken },
        { ...deadLine, skip: 1 },
      ];
    }
    case 'slow':
      return [{ route: '*', fault: { kind: 'stall', milliseconds: fault.delayMs } }];
  }
}
