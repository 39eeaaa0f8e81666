import type { ChangeContext } from './change-context.ts';

/** Whether the account may use that many bytes more. */
export function hasRoomFor({ service, view }: ChangeContext, bytes: number): boolean {
  if (bytes <= 0) return true;
  const { quota } = service.accounts.get(view.account);
  return service.accounts.usedBy(view.account) + bytes <= quota;
}
