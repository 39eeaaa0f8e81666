import { refusePath } from '../path/path-refused.ts';
import type { Entry } from '../tree/entry.ts';
import type { ChangeContext } from './change-context.ts';

/** @throws PathRefused `locked` for a file that somebody else holds */
export function refuseLocked({ service, view }: ChangeContext, entry: Entry): void {
  if (service.fileLocks.isHeldFrom(entry.id, view.account)) throw refusePath('locked');
}
