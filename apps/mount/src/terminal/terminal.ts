import { clearLine, cursorTo } from 'node:readline';
import type { Writable } from 'node:stream';

type Screen = Writable & { readonly isTTY?: boolean };

/** What people see of a command: lines that stay, and below them one line that changes. */
export interface Terminal {
  line(text: string): void;
  /** Shows a text in the place of the one before. Where output is not a screen, only each new text, as a line. */
  live(text: string): void;
}

export function createTerminal(screen: Screen = process.stdout): Terminal {
  let shown = '';
  const wipe = () => {
    if (screen.isTTY !== true || shown === '') return;
    cursorTo(screen, 0);
    clearLine(screen, 0);
  };
  return {
    line(text) {
      wipe();
      screen.write(`${text}\n`);
      if (screen.isTTY === true) screen.write(shown);
    },
    live(text) {
      if (text === shown) return;
      wipe();
      shown = text;
      screen.write(screen.isTTY === true || text === '' ? text : `${text}\n`);
    },
  };
}
