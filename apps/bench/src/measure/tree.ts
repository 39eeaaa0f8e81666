/** Paths from the top, each with the content hash of a file, or `folder`. */
export type Tree = ReadonlyMap<string, string>;

/** One line for each path at which two trees differ. */
export function differences(expected: Tree, found: Tree): readonly string[] {
  const paths = new Set([...expected.keys(), ...found.keys()]);
  return [...paths]
    .filter((path) => expected.get(path) !== found.get(path))
    .sort()
    .map(
      (path) =>
        `${path}: ${expected.get(path) ?? 'nothing'} was expected, ${found.get(path) ?? 'nothing'} is there`,
    );
}
