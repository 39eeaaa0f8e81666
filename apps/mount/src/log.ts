import type { Logger } from 'pino';

/** What a part of the program needs of a logger. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
