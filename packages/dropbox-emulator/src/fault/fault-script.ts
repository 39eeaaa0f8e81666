import { fitsPattern } from '../route/route-pattern.ts';
import type { Fault, FaultRule } from './fault.ts';

/** A rule with what is left of it. */
export interface PendingFault {
  readonly rule: FaultRule;
  readonly skip: number;
  readonly count: number;
}

/** The faults to come. */
export class FaultScript {
  #pending: PendingFault[] = [];

  /** Those that have not happened as often as they shall. */
  get pending(): readonly PendingFault[] {
    return this.#pending;
  }

  add(...rules: readonly FaultRule[]): void {
    for (const rule of rules) {
      this.#pending.push({ rule, skip: rule.skip ?? 0, count: rule.count ?? 1 });
    }
  }

  clear(): void {
    this.#pending = [];
  }

  /** The fault that happens to a request: that of the first rule that fits and whose turn it is. */
  take(route: string): Fault | undefined {
    let taken: Fault | undefined;
    this.#pending = this.#pending
      .map((pending) => {
        if (!fitsPattern(route, pending.rule.route)) return pending;
        if (pending.skip > 0) return { ...pending, skip: pending.skip - 1 };
        if (taken !== undefined) return pending;
        taken = pending.rule.fault;
        return { ...pending, count: pending.count - 1 };
      })
      .filter(({ count }) => count > 0);
    return taken;
  }
}
