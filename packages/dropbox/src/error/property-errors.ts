import type { file_properties } from 'dropbox';
import type { ErrorTable } from './error-table.ts';
import { lookupErrors } from './path-errors.ts';

/** Property groups are never sent, so each of these means that the service and this package misunderstand each other. */
export const propertyErrors: ErrorTable<file_properties.InvalidPropertyGroupError> = {
  template_not_found: 'internal',
  restricted_content: 'internal',
  unsupported_folder: 'internal',
  path: lookupErrors,
  property_field_too_large: 'internal',
  does_not_fit_template: 'internal',
  duplicate_property_groups: 'internal',
  other: 'internal',
};
