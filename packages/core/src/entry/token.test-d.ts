import { expectTypeOf, it } from 'vitest';
import type { ChangeCursor, PageCursor, Revision } from './token.ts';

it('tokens of one kind do not pass for another, and strings for none', () => {
  expectTypeOf<string>().not.toExtend<Revision>();
  expectTypeOf<PageCursor>().not.toExtend<ChangeCursor>();
  expectTypeOf<ChangeCursor>().not.toExtend<Revision>();
  expectTypeOf<Revision>().toExtend<string>();
});
