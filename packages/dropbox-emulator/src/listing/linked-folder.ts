import type { Account } from '../account/account.ts';
import { refusePath, underTag } from '../path/path-refused.ts';
import type { Service } from '../service/service.ts';
import { followLink, type LinkRequest } from '../sharing/link/follow-link.ts';
import type { View } from '../view/view.ts';
import { CallRefused } from '../wire/call-refused.ts';

export interface LinkedFolder {
  /** Id of the link. */
  readonly link: string;
  /** What its owner sees. */
  readonly view: View;
  readonly key: string;
}

/**
 * The folder that a listing reaches by a shared link.
 *
 * @throws CallRefused with a LookupError under `path`, which is all that a listing can say
 */
export function linkedFolder(
  service: Service,
  request: LinkRequest,
  viewer: Account | undefined,
): LinkedFolder {
  return underTag('path', () => {
    const { link, entry, view } = follow(service, request, viewer);
    if (entry.kind === 'file') throw refusePath('not_folder');
    return { link: link.id, view, key: view.keyOf(entry.namespace, entry.key) ?? '' };
  });
}

function follow(
  service: Service,
  request: LinkRequest,
  viewer: Account | undefined,
): ReturnType<typeof followLink> {
  try {
    return followLink(service, request, viewer);
  } catch (error) {
    throw error instanceof CallRefused ? refusePath('not_found') : error;
  }
}
