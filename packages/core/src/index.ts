export { type CacheEntriesOptions, cacheEntries } from './cache-entries/cache-entries.ts';
export type { Clock, ClockTimer } from './clock/clock.ts';
export { ManualClock } from './clock/manual-clock.ts';
export { sleep } from './clock/sleep.ts';
export { systemClock } from './clock/system-clock.ts';
export type { Entry, FileEntry, FolderEntry } from './entry/entry.ts';
export type { ChangeCursor, PageCursor, Revision } from './entry/token.ts';
export { isStorageError } from './error/is-storage-error.ts';
export {
  StorageError,
  type StorageErrorDetails,
  type StorageErrorOptions,
} from './error/storage-error.ts';
export type { StorageErrorCode } from './error/storage-error-code.ts';
export { withDetails } from './error/with-details.ts';
export { guard } from './guard/guard.ts';
export { followChanges } from './iterate/follow-changes.ts';
export { listEntries } from './iterate/list-entries.ts';
export { listPages } from './iterate/list-pages.ts';
export {
  type InterceptOptions,
  type Interceptor,
  intercept,
  type OperationCall,
} from './layer/intercept.ts';
export { override } from './layer/override.ts';
export type { Invoke } from './layer/rebuild.ts';
export type { Layered, StorageLayer } from './layer/storage-layer.ts';
export { withLayers } from './layer/with-layers.ts';
export { type NameRule, nameKey } from './name/name-key.ts';
export type { NameProblem } from './name/name-problem.ts';
export { observe } from './observe/observe.ts';
export { operationChannelName } from './observe/operation-channel.ts';
export { type OperationCount, OperationCounts } from './observe/operation-counts.ts';
export type { OperationEvent } from './observe/operation-event.ts';
export type { AnyRequest } from './operation/any-request.ts';
export type {
  FacetName,
  OperationName,
  OperationRequest,
  OperationResult,
} from './operation/operation-name.ts';
export { type OperationTraits, operationNames, operations } from './operation/operations.ts';
export { baseName } from './path/base-name.ts';
export { findPathProblem } from './path/find-path-problem.ts';
export { isWithin } from './path/is-within.ts';
export { joinPath } from './path/join-path.ts';
export { parentPath } from './path/parent-path.ts';
export { pathNames } from './path/path-names.ts';
export { rootPath, type StoragePath } from './path/storage-path.ts';
export { toStoragePath } from './path/to-storage-path.ts';
export type { Account } from './provider/account.ts';
export type { BatchLimits, BatchOperations, BatchRequest, Outcome } from './provider/batch.ts';
export { type Capability, capabilities, type StorageProviderWith } from './provider/capability.ts';
export type {
  Change,
  ChangeFeed,
  ChangePage,
  CursorRequest,
  WaitRequest,
  WaitResult,
} from './provider/change-feed.ts';
export type { ContentHasher } from './provider/content-hasher.ts';
export type { ListPage, ListRequest } from './provider/list.ts';
export type { Quota } from './provider/quota.ts';
export type { ReadRequest, ReadResult } from './provider/read.ts';
export type { RelocateRequest } from './provider/relocate.ts';
export type { RemoveRequest } from './provider/remove.ts';
export type {
  AppendRequest,
  FinishUploadRequest,
  ResumableUploads,
  StartUploadRequest,
  UploadLimits,
  UploadSession,
} from './provider/resumable-uploads.ts';
export type {
  ListRevisionsRequest,
  RestoreRequest,
  RevisionHistory,
  RevisionPage,
} from './provider/revision-history.ts';
export type { StorageProvider } from './provider/storage-provider.ts';
export type { PathRequest, StorageRequest } from './provider/storage-request.ts';
export type { StorageTraits } from './provider/storage-traits.ts';
export { supports } from './provider/supports.ts';
export type { CommitOptions, Content, WriteMode, WriteRequest } from './provider/write.ts';
export { rateLimit } from './rate-limit/rate-limit.ts';
export { type Priority, RateLimiter, type RateLimiterOptions } from './rate-limit/rate-limiter.ts';
export { readOnly } from './read-only/read-only.ts';
export { type ResumeReadsOptions, resumeReads } from './resume-reads/resume-reads.ts';
export { retry } from './retry/retry.ts';
export type { PlannedRetry, RetryOptions } from './retry/retry-options.ts';
export { type TimeoutOptions, timeout } from './timeout/timeout.ts';
export { readBytes } from './transfer/read-bytes.ts';
export { type UploadRequest, upload } from './transfer/upload.ts';
export { under } from './under/under.ts';
