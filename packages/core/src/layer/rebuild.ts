import type {
  FacetName,
  OperationName,
  OperationRequest,
  OperationResult,
  RequestMember,
} from '../operation/operation-name.ts';
import { operationNames } from '../operation/operations.ts';
import type { StorageProvider } from '../provider/storage-provider.ts';
import type { Layered } from './storage-layer.ts';

export type Invoke<Name extends OperationName> = (
  request: OperationRequest<Name>,
) => Promise<OperationResult<Name>>;

/** Makes the operation of the new provider from that of the old. Neither throws at once. */
export type Wrap = <Name extends OperationName>(name: Name, invoke: Invoke<Name>) => Invoke<Name>;

/** Members that are no operations and are carried over. One that is left out does not compile. */
const carried: Record<Exclude<keyof StorageProvider, OperationName | FacetName>, true> = {
  specVersion: true,
  id: true,
  traits: true,
  createHasher: true,
  dispose: true,
};

const carriedInFacets: {
  [Facet in FacetName]: Record<Exclude<keyof FacetOf<Facet>, RequestMember<FacetOf<Facet>>>, true>;
} = {
  changes: {},
  uploads: { limits: true },
  batch: { limits: true },
  revisions: {},
};

type FacetOf<Facet extends FacetName> = NonNullable<StorageProvider[Facet]>;
type Members = Record<string, unknown>;

/**
 * A new provider with all that the old one has, each operation wrapped. What the old one lacks stays absent, so
 * `supports` answers the same. This is the one place that knows how operations lie in a provider, and the one where
 * types are taken on trust.
 */
export function rebuild<P extends StorageProvider>(provider: P, wrap: Wrap): Layered<P> {
  const root = provider as unknown as Members;
  const result: Members = carry(root, Object.keys(carried));
  // Looked at once: a facet may come from a getter that makes it anew each time.
  const facets = new Map<string, Members>();
  for (const [facet, members] of Object.entries(carriedInFacets)) {
    const inner = root[facet] as Members | undefined;
    if (inner === undefined) continue;
    facets.set(facet, inner);
    result[facet] = carry(inner, Object.keys(members));
  }
  for (const name of operationNames) {
    const [head, tail] = name.split('.') as [string, string | undefined];
    const owner = tail === undefined ? root : facets.get(head);
    const member = tail ?? head;
    const operation = owner?.[member];
    if (typeof operation !== 'function') continue;
    const target = tail === undefined ? result : (result[head] as Members);
    const invoke = promising<typeof name>(operation as Invoke<never>, owner);
    const wrapped = wrap(name, invoke);
    rebuilt.add(wrapped);
    target[member] = wrapped;
  }
  return result as unknown as Layered<P>;
}

/** Operations that came out of `rebuild`: they need no owner, and do not throw at once. */
const rebuilt = new WeakSet<Invoke<never>>();

function carry(owner: Members, names: readonly string[]): Members {
  const result: Members = {};
  for (const name of names) {
    const value = owner[name];
    if (value === undefined) continue;
    result[name] = typeof value === 'function' ? value.bind(owner) : value;
  }
  return result;
}

/**
 * The operation tied to its owner, since providers may be instances of classes. What it throws at once becomes a
 * rejection, so that layers have one kind of failure to handle.
 */
function promising<Name extends OperationName>(
  operation: Invoke<Name>,
  owner: unknown,
): Invoke<Name> {
  if (rebuilt.has(operation)) return operation;
  return (request) => {
    try {
      return operation.call(owner, request);
    } catch (error) {
      return Promise.reject(error);
    }
  };
}
