/** Whether a route fits a pattern, in which `*` stands for any characters. */
export function fitsPattern(route: string, pattern: string): boolean {
  if (!pattern.includes('*')) return route === pattern;
  const pieces = pattern.split('*').map((piece) => piece.replace(/[\\^$.+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(`^${pieces.join('.*')}$`).test(route);
}
