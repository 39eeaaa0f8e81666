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

/** Makes the operation of the new provider from that of the old. */
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
  const result: Members = carry(provider as unknown as Members, Object.keys(carried));
  for (const [facet, members] of Object.entries(carriedInFacets)) {
    const inner = (provider as unknown as Members)[facet];
    if (inner !== undefined) result[facet] = carry(inner as Members, Object.keys(members));
  }
  for (const name of operationNames) {
    const [head, tail] = name.split('.') as [string, string | undefined];
    const owner = tail === undefined ? provider : (provider as unknown as Members)[head];
    const member = tail ?? head;
    const invoke = bound(owner as Members | undefined, member);
    if (invoke === undefined) continue;
    const target = tail === undefined ? result : (result[head] as Members);
    target[member] = wrap(name, invoke as Invoke<typeof name>);
  }
  return result as unknown as Layered<P>;
}

function carry(owner: Members, names: readonly string[]): Members {
  const result: Members = {};
  for (const name of names) {
    const value = bound(owner, name);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

/** The member, tied to its owner if it is a function: providers may be instances of classes. */
function bound(owner: Members | undefined, name: string): unknown {
  const value = owner?.[name];
  return typeof value === 'function' ? value.bind(owner) : value;
}
