import { type Logger, pino } from 'pino';

export const logLevels = ['error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Writes JSON lines to standard error, whole lines even when the process dies. */
export function createLog(level: LogLevel): Logger {
  return pino(
    {
      name: 'mooring',
      level,
      redact: ['accessToken', '*.accessToken', 'err.request', 'err.headers'],
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
