import type { AccessTokenSource } from '../auth/access-token-source.ts';
import { Scheduler } from './scheduler.ts';

const schedulers = new WeakMap<AccessTokenSource, Map<string | undefined, Scheduler>>();

/**
 * The scheduler of an account: the same for all providers that share a sign-in, since the service counts their requests
 * together. A token of a team stands for one account per member.
 */
export function schedulerFor(tokens: AccessTokenSource, teamMember: string | undefined): Scheduler {
  const members = schedulers.get(tokens) ?? new Map<string | undefined, Scheduler>();
  schedulers.set(tokens, members);
  const scheduler = members.get(teamMember) ?? new Scheduler();
  members.set(teamMember, scheduler);
  return scheduler;
}
