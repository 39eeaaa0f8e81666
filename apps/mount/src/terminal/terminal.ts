import { clearLine, cursorTo } from 'node:readline';
import type { Writable } from 'node:stream';

type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number };

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
    // A line that wraps could not be wiped.
    screen.write(text.slice(0, (screen.columns ?? 80) - 1));
  };
  return {
    line(text) {
      replace('');
      screen.write(`${text}\n`);
      replace(shown);
    },
    live(text) {
      if (text === shown) return;
      shown = text;
      replace(text);
    },
  };
}
