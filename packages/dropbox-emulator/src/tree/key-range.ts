/** The keys below a folder are all between these two, which belong to neither: `0` is the character after `/`. */
export function keyRange(key: string): { readonly first: string; readonly end: string } {
  return { first: `${key}/`, end: `${key}0` };
}
