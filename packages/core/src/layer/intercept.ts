import type {
  OperationName,
  OperationRequest,
  OperationResult,
} from '../operation/operation-name.ts';
import { type OperationTraits, operations } from '../operation/operations.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';
import { type Invoke, rebuild } from './rebuild.ts';
import type { Layered, StorageLayer } from './storage-layer.ts';

/** One call on its way to the provider. */
export interface OperationCall<Name extends OperationName = OperationName> {
  /** The provider that `next` leads to. */
  readonly provider: StorageProvider;
  readonly operation: Name;
  readonly request: OperationRequest<Name>;
  readonly mutates: boolean;
  readonly idempotent: boolean;
}

/** What a layer does with a call. `next` may be called with another request, several times, or not at all. */
export type Interceptor = <Name extends OperationName>(
  call: OperationCall<Name>,
  next: Invoke<Name>,
) => Promise<OperationResult<Name>>;

export interface InterceptOptions {
  /** Which operations the layer is for; the others pass it by. All of them unless told. */
  readonly only?: ((operation: OperationName, mutates: boolean) => boolean) | undefined;
}

/** A layer that sees every operation in one place. */
export function intercept(
  interceptor: Interceptor,
  { only = () => true }: InterceptOptions = {},
): StorageLayer {
  return <P extends StorageProvider>(provider: P): Layered<P> =>
    rebuild(provider, (operation, next) => {
      const traits: OperationTraits<typeof operation> = operations[operation];
      const { mutates, idempotent } = traits;
      if (!only(operation, mutates)) return next;
      return (request) => {
        try {
          return interceptor(
            {
              provider,
              operation,
              request,
              mutates,
              idempotent: typeof idempotent === 'function' ? idempotent(request) : idempotent,
            },
            next,
          );
        } catch (error) {
          // An interceptor without `async` fails as one with it would.
          return Promise.reject(error);
        }
      };
    });
}
