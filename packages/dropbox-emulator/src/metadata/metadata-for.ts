import { displayName } from '../account/account.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { Service } from '../service/service.ts';
import { type MetadataOptions, MetadataWriter } from '../view/metadata.ts';
import type { View } from '../view/view.ts';
import { formatTimestamp } from '../wire/format-timestamp.ts';

/** Writes metadata as the caller sees it. One of the wire styles tells of property groups even where nobody asked. */
export function metadataFor(
  { service, view }: { readonly service: Service; readonly view: View },
  options: MetadataOptions = {},
): MetadataWriter {
  const isCompact = service.behaviour.wireStyle === 'compact';
  return new MetadataWriter(view, {
    ...options,
    includePropertyGroups: isCompact || options.includePropertyGroups === true,
    lockOf: (file) => lockInfo(service, view, file),
  });
}

function lockInfo(service: Service, view: View, file: string): JsonObject | undefined {
  const lock = service.fileLocks.get(file);
  if (lock === undefined) return undefined;
  return {
    is_lockholder: lock.holder === view.account,
    lockholder_name: displayName(service.accounts.get(lock.holder)),
    lockholder_account_id: lock.holder,
    created: formatTimestamp(Math.floor(lock.createdAt / 1000)),
  };
}
