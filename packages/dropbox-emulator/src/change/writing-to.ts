import { pathKey } from '../path/path-key.ts';
import { parsePathReference } from '../path/path-reference.ts';
import type { Service } from '../service/service.ts';
import type { NamespaceId } from '../tree/entry.ts';
import { CallRefused, routeError } from '../wire/call-refused.ts';
import { type Tagged, tag } from '../wire/tagged.ts';
import type { ChangeContext } from './change-context.ts';

/** What a route says that has too many writers. */
export const tooManyWriters: Tagged = tag('too_many_write_operations');

/**
 * Runs an action as the only writer of the namespaces that the given paths of a request lie in.
 *
 * @param busy the route's error for too many writers, where it carries that under a tag of its own
 * @throws CallRefused when there are more writers than the conditions allow
 */
export function writingTo<Value>(
  context: ChangeContext,
  paths: readonly string[],
  action: () => Value | Promise<Value>,
  busy: () => Tagged = () => tooManyWriters,
): Promise<Value> {
  const { service } = context;
  const namespaces = new Set(paths.map((path) => namespaceOf(context, path)));
  refuseWhenBusy(service, namespaces, busy);
  return service.locks.hold(namespaces, async () => {
    const { writeDuration } = service.conditions;
    if (writeDuration > 0) await passing(service, writeDuration);
    return await action();
  });
}

/**
 * Runs a batch, and where it is turned away for too many writers gives what every entry of it then says. A call that
 * still can be is turned away as a whole by a 429 first, unlike a job.
 */
export async function orAllBusy<Outcome>(
  as: 'call' | 'job',
  entries: readonly unknown[],
  outcome: Outcome,
  batch: () => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  try {
    return await batch();
  } catch (error) {
    const isTold = error instanceof CallRefused && error.refusal.kind === 'route';
    const isBusy = isTooManyWriters(error) && (as === 'job' || isTold);
    if (!isBusy) throw error;
    return entries.map(() => outcome);
  }
}

/** Whether a call was turned away for too many writers, in whatever form. */
export function isTooManyWriters(error: unknown): boolean {
  if (!(error instanceof CallRefused)) return false;
  const { refusal } = error;
  switch (refusal.kind) {
    case 'rate-limit':
      return refusal.reason === 'too_many_write_operations';
    case 'route':
      return refusal.error === tooManyWriters;
    default:
      return false;
  }
}

function refuseWhenBusy(
  { conditions, locks }: Service,
  namespaces: ReadonlySet<NamespaceId>,
  busy: () => Tagged,
): void {
  const limit = conditions.writerLimit;
  if (limit === undefined) return;
  const isBusy = [...namespaces].some((namespace) => locks.depth(namespace) >= limit.maxWriters);
  if (!isBusy) return;
  if (limit.refusal === 'route-error') throw routeError(busy());
  throw new CallRefused({
    kind: 'rate-limit',
    reason: 'too_many_write_operations',
    retryAfter: 1,
  });
}

function passing({ clock }: Service, milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  clock.after(milliseconds, resolve);
  return promise;
}

/** Where a path leads to, as far as that can be told. What is wrong with a path is told by the action. */
function namespaceOf({ view }: ChangeContext, path: string): NamespaceId {
  const reference = parsePathReference(path);
  switch (reference.kind) {
    case 'path':
      return view.locate(pathKey(reference.path)).mount.namespace;
    case 'id':
      return view.findById(reference.id)?.namespace ?? view.root.namespace;
    case 'namespace':
      return view.mountOf(reference.namespace)?.namespace ?? view.root.namespace;
    case 'revision':
      return view.root.namespace;
  }
}
