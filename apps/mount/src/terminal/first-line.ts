const longest = 300;

/** What fits into one line of a message that may have several, and no full stop behind it. */
export function firstLine(message: string): string {
  const line = (message.split('\n', 1)[0] ?? message).trim().replace(/\.$/, '');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
