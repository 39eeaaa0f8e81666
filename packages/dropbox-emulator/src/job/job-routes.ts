import type { Scope } from '../auth/scope.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { UserCall } from '../route/call.ts';
import { type Route, rpc } from '../route/route.ts';
import { string } from '../schema/string.ts';
import { struct } from '../schema/struct.ts';
import { tagged } from '../wire/tagged.ts';
import type { JobKind } from './job-store.ts';

/** Starts a job and gives what its launch route answers. */
export function launchJob(
  call: UserCall,
  kind: JobKind,
  work: () => Promise<JsonObject>,
): JsonObject {
  const { jobs, behaviour } = call.service;
  const id = jobs.launch(call.account.id, kind, behaviour.jobDuration, work);
  return tagged('async_job_id', id);
}

interface CheckRouteOptions {
  readonly scope?: Scope;
  readonly appFolder?: boolean;
}

/** The route that tells how a kind of job is getting on. */
export function checkRoute(name: string, kind: JobKind, options: CheckRouteOptions = {}): Route {
  return rpc({
    name,
    auth: 'user',
    scope: 'files.content.write',
    ...options,
    argument: struct({ async_job_id: string({ minLength: 1 }) }),
    handle: (call, argument) =>
      call.service.jobs.check(call.account.id, kind, argument.async_job_id),
  });
}
