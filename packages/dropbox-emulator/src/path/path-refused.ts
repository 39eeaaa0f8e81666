import { routeError } from '../wire/call-refused.ts';
import { type Tagged, tag, tagged } from '../wire/tagged.ts';

/** The tags of LookupError that this server gives. */
export type LookupTag =
  | 'malformed_path'
  | 'not_found'
  | 'not_file'
  | 'not_folder'
  | 'unsupported_content_type'
  | 'locked';

/** The tags of WriteError that this server gives, without the conflicts. */
export type WriteTag =
  | 'malformed_path'
  | 'no_write_permission'
  | 'insufficient_space'
  | 'disallowed_name'
  | 'team_folder'
  | 'too_many_write_operations';

export type ConflictTag = 'file' | 'folder' | 'file_ancestor' | 'other';

/**
 * A path that cannot be used as asked: a LookupError or WriteError. Each route carries these under tags of its own,
 * so this becomes an answer by `underTag`.
 */
export class PathRefused extends Error {
  override readonly name: 'PathRefused' = 'PathRefused';
  readonly error: Tagged;

  constructor(error: Tagged) {
    super(error['.tag']);
    this.error = error;
  }
}

export function refusePath(reason: LookupTag | WriteTag): PathRefused {
  return new PathRefused(tag(reason));
}

export function refuseConflict(conflict: ConflictTag): PathRefused {
  return new PathRefused(tagged('conflict', tag(conflict)));
}

/** Runs an action on a path, and gives its refusal as the route's error under this tag. */
export function underTag<Value>(name: string, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    throw error instanceof PathRefused ? routeError(tagged(name, error.error)) : error;
  }
}
