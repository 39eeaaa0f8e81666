/** The time that sessions, tokens, links and long polls live by. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once that many milliseconds of this clock have passed. Returns the way to cancel. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** A clock that follows the real one and can be set forward, so that tests of expiry need not wait. */
export interface AdjustableClock extends Clock {
  advance(milliseconds: number): void;
}

interface Alarm {
  readonly due: number;
  readonly callback: () => void;
  timer: NodeJS.Timeout | undefined;
}

/** The longest wait that `setTimeout` takes; a later alarm is looked at again then. */
const longestTimeout = 2 ** 31 - 1;

export function createClock(): AdjustableClock {
  const alarms = new Set<Alarm>();
  let ahead = 0;

  const now = (): number => Date.now() + ahead;

  function arm(alarm: Alarm): void {
    clearTimeout(alarm.timer);
    const wait = Math.min(Math.max(alarm.due - now(), 0), longestTimeout);
    alarm.timer = setTimeout(() => ring(alarm), wait);
    alarm.timer.unref();
  }

  function ring(alarm: Alarm): void {
    if (alarm.due > now()) {
      arm(alarm);
      return;
    }
    alarms.delete(alarm);
    alarm.callback();
  }

  return {
    now,
    after(milliseconds, callback) {
      const alarm: Alarm = { due: now() + milliseconds, callback, timer: undefined };
      alarms.add(alarm);
      arm(alarm);
      return () => {
        alarms.delete(alarm);
        clearTimeout(alarm.timer);
      };
    },
    advance(milliseconds) {
      ahead += milliseconds;
      for (const alarm of alarms) arm(alarm);
    },
  };
}
