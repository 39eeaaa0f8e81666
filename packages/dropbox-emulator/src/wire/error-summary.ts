import { randomInt } from 'node:crypto';
import { isTagged, type Tagged } from './tagged.ts';
import type { WireStyle } from './wire-style.ts';

/**
 * The tags of an error from the outside in, joined by slashes. The classic style ends in a slash and up to three dots,
 * whose number means nothing and changes, so that no client compares whole summaries.
 */
export function errorSummary(error: Tagged, style: WireStyle): string {
  const tags = tagsOf(error).join('/');
  return style === 'compact' ? `${tags}/` : `${tags}/${'.'.repeat(randomInt(4))}`;
}

function tagsOf(error: Tagged): readonly string[] {
  const inner = innerError(error);
  return inner === undefined ? [error['.tag']] : [error['.tag'], ...tagsOf(inner)];
}

/** Tags whose member is information, on the account or on a link, and not a closer reason. */
const informationTags: ReadonlySet<string> = new Set(['invalid_root', 'metadata']);

function innerError(error: Tagged): Tagged | undefined {
  if (informationTags.has(error['.tag'])) return undefined;
  // A failed upload is a struct, so the reason lies under its field's name instead of the tag's.
  const inner = error[error['.tag']] ?? error['reason'];
  return isTagged(inner) ? inner : undefined;
}
