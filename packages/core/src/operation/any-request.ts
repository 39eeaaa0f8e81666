import type { StoragePath } from '../path/storage-path.ts';
import type { StorageRequest } from '../provider/storage-request.ts';
import type { Content } from '../provider/write.ts';

/** Any request, with the fields that layers look at. Every request of every operation is one. */
export interface AnyRequest extends StorageRequest {
  readonly path?: StoragePath | undefined;
  readonly from?: StoragePath | undefined;
  readonly to?: StoragePath | undefined;
  readonly offset?: number | undefined;
  readonly length?: number | undefined;
  readonly pageSize?: number | undefined;
  readonly timeoutMs?: number | undefined;
  readonly mtime?: number | undefined;
  readonly content?: Content | undefined;
  readonly chunk?: Content | undefined;
  readonly requests?: readonly AnyRequest[] | undefined;
}
