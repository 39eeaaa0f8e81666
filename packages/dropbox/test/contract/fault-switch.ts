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
  #armed: Exclude<Fault, { kind: 'cursor-expired' }> | undefined;
  #struck = false;

  /** Around the provider that is to fail: it tells one call from the next. */
  readonly layer: StorageLayer;

  constructor(emulator: DropboxEmulator) {
    this.#emulator = emulator;
    this.layer = intercept((call, next) => {
      if (this.#struck) this.#turnOff();
      if (this.#armed !== undefined) this.#strike(this.#armed, call.mutates);
      return next(call.request);
    });
  }

  failNext(fault: Fault): void {
    this.#turnOff();
    if (fault.kind === 'cursor-expired') this.#emulator.resetCursors();
    else this.#armed = fault;
  }

  #strike(fault: Exclude<Fault, { kind: 'cursor-expired' }>, mutates: boolean): void {
    this.#armed = undefined;
    this.#struck = true;
    if (fault.kind === 'dropped-after' && mutates) this.#loseAnswerToChange();
    else this.#emulator.faults.add(...rulesFor(fault));
  }

  /** A call may look around before it changes anything, and it is the answer to the change that gets lost. */
  #loseAnswerToChange(): void {
    const { faults, requests } = this.#emulator;
    faults.add(
      ...changingRoutes.map((route) => ({ route, fault: { kind: 'lost-response' } as const })),
    );
    const stop = requests.onRequest(({ route }) => {
      if (!changingRoutes.includes(route)) return;
      stop();
      if (this.#struck) faults.add(deadLine);
    });
  }

  #turnOff(): void {
    this.#emulator.faults.clear();
    this.#armed = undefined;
    this.#struck = false;
  }
}

const changingRoutes: readonly string[] = [
  ...['upload', 'restore', 'create_folder_v2', 'delete_v2', 'move_v2', 'copy_v2'],
  ...['create_folder_batch', 'delete_batch', 'move_batch_v2', 'copy_batch_v2'],
  ...['start', 'append_v2', 'finish'].map((step) => `upload_session/${step}`),
  ...['start_batch', 'append_batch', 'finish_batch_v2'].map((step) => `upload_session/${step}`),
].map((route) => `files/${route}`);

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
