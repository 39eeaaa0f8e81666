/** The longest component, in UTF-16 units. Characters that take two are not storable at all. */
const maxNameLength = 255;

/** Surrogates: characters above U+FFFF in pairs, invalid text when alone. Neither is storable. */
const surrogate = /[\ud800-\udfff]/;

/** Names that the service keeps for its desktop client and the systems that this runs on. */
const reservedNames = new Set([
  '.dropbox',
  '.dropbox.cache',
  '.dropbox.attr',
  'desktop.ini',
  'thumbs.db',
  '.ds_store',
  'icon\r',
]);

/** Whether a path that starts with a slash has a component that can never exist. */
export function isMalformedPath(path: string): boolean {
  return path.slice(1).split('/').some(isMalformedName);
}

function isMalformedName(name: string): boolean {
  return (
    name === '' ||
    name === '.' ||
    name === '..' ||
    name.length > maxNameLength ||
    name.endsWith(' ') ||
    name.includes('\\') ||
    name.includes('\0') ||
    name.includes('\u007f') ||
    surrogate.test(name)
  );
}

/** Whether a path names something that clients may not create. Expects the key of the path. */
export function hasReservedName(pathKey: string): boolean {
  return pathKey.split('/').some((name) => reservedNames.has(name));
}
