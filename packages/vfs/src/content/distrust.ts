import type { ContentState } from './content.ts';

/** A cache may have been emptied behind our back: what the file is too short for is not there. */
export function distrust(state: ContentState, file: { readonly size: number }): ContentState {
  const end = state.present === undefined ? state.size : (state.present.at(-1)?.end ?? 0);
  return file.size < end ? { ...state, present: [] } : state;
}
