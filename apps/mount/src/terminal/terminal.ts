import { clearLine, cursorTo } from 'node:readline';
import type { Writable } from 'node:stream';

type Screen = Writable & { readonly isTTY?: boolean };

/** What people see of a command: lines that stay, and below them one line that changes. */
export interface Terminal {
  line(text: string): void;
  /** Shows a text in the place of the one before, where the output is a screen; elsewhere only lines are shown. */
  live(text: string): void;
}

export function createTerminal(screen: Screen = process.stdout): Terminal {
  const isScreen = screen.isTTY === true;
  let shown = '';
  const replace = (text: string) => {
    if (!isScreen) return;
    cursorTo(screen, 0);
    clearLine(screen, 0);
    screen.write(text);
  };
  return {
    line(text) {
      replace('');
      screen.write(`${text}\n`);
      replace(shown);
    },
    live(text) {
      shown = text;
      replace(text);
    },
  };
}
