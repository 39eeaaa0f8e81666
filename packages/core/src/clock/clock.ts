/** Time as code that waits or measures takes it. A test passes its own, and decides when time passes. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after a time in milliseconds, unless cancelled before. */
  startTimer(milliseconds: number, callback: () => void): ClockTimer;
}

export interface ClockTimer {
  cancel(): void;
  /** From now on the timer alone does not keep the process alive. A clock that has no such thing leaves this out. */
  unref?(): void;
}
