import type { UserCall } from '../route/call.ts';
import { type MetadataOptions, MetadataWriter } from '../view/metadata.ts';

/** Writes metadata as the caller sees it. One of the wire styles tells of property groups even where nobody asked. */
export function metadataFor(call: UserCall, options: MetadataOptions = {}): MetadataWriter {
  const isCompact = call.service.behaviour.wireStyle === 'compact';
  return new MetadataWriter(call.view, {
    ...options,
    includePropertyGroups: isCompact || options.includePropertyGroups === true,
  });
}
