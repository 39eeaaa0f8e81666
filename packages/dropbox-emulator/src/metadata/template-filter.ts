import { list } from '../schema/list.ts';
import type { Schema } from '../schema/schema.ts';
import { string } from '../schema/string.ts';
import { union } from '../schema/union.ts';

/** Which property templates to tell of. There are none here, so a filter can only be checked for its form. */
export const templateFilter: Schema<{
  readonly tag: 'filter_some';
  readonly value: readonly string[];
}> = union({
  filter_some: list(string({ minLength: 1, pattern: '(/|ptid:).*' }), { minItems: 1 }),
});
