import { type Logger, pino } from 'pino';

export const logLevels = ['error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Writes JSON lines to standard error, whole lines even when the process dies. */
export function createLog(level: LogLevel): Logger {
  const destination = pino.destination({ fd: 2, sync: true });
  // Nobody reads the log any more, which is no reason to stop.
  destination.on('error', () => undefined);
  return pino({ name: 'mooring', level, redact: secrets }, destination);
}

/** Where errors and options may carry a token. */
const secrets = ['accessToken', '*.accessToken', 'err.request', 'err.headers'];
