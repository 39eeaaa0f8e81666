import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createTerminal } from './terminal.ts';

function screen(isTTY: boolean) {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 10 });
  return { stream, shown: () => stream.read() as string | null };
}

it('keeps the line that changes below the others', () => {
  const { stream, shown } = screen(true);
  const terminal = createTerminal(stream);
  terminal.live('1 of 2');
  terminal.line('a line');
  const wiped = '\u001b[1G\u001b[2K';
  expect(shown()).toBe(`${wiped}1 of 2${wiped}a line\n${wiped}1 of 2`);
  terminal.live('1 of 2');
  expect(shown()).toBeNull();
  terminal.live('longer than the screen');
  expect(shown()).toBe(`${wiped}longer th`);
});

it('writes lines alone where nobody watches', () => {
  const { stream, shown } = screen(false);
  const terminal = createTerminal(stream);
  terminal.live('1 of 2');
  terminal.line('a line');
  terminal.live('2 of 2');
  expect(shown()).toBe('a line\n');
});
