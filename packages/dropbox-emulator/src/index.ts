export type { Access, AccountType } from './account/account.ts';
export type { AccountDraft } from './account/account-store.ts';
export type { App } from './auth/app.ts';
export type { AppDraft } from './auth/app-store.ts';
export { type Scope, scopes } from './auth/scope.ts';
export { type AdjustableClock, type Clock, createClock } from './clock/clock.ts';
export type {
  Bandwidth,
  Conditions,
  Latency,
  RateLimit,
  WriterLimit,
} from './conditions/conditions.ts';
export type {
  EmulatedAccount,
  EmulatedTeam,
  EmulatorControl,
  IssuedTokens,
  ShareOptions,
  TokenOptions,
} from './control/emulator-control.ts';
export type { DropboxEmulator } from './emulator/dropbox-emulator.ts';
export type { DropboxEmulatorOptions } from './emulator/emulator-options.ts';
export { startDropboxEmulator } from './emulator/start-dropbox-emulator.ts';
export type { Fault, FaultKind, FaultRule } from './fault/fault.ts';
export type { FaultScript, PendingFault } from './fault/fault-script.ts';
export type { RequestCount, RequestCounters, RequestRecord } from './request/request-ledger.ts';
export { localFolderEntries } from './seed/local-folder.ts';
export type { SeedEntry, SeedReport } from './seed/seed-entry.ts';
export type { Behaviour, HeaderEncoding, PageSizeRange } from './service/behaviour.ts';
export type { ServerCertificate } from './tls/certificates.ts';
export type { RateLimitReason } from './wire/call-refused.ts';
export type { Tagged } from './wire/tagged.ts';
export type { WireStyle } from './wire/wire-style.ts';
