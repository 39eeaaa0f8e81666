/** What kind of thing a file is, by the ending of its name. */
export type FileCategory = (typeof fileCategories)[number];

export const fileCategories = [
  'image',
  'document',
  'pdf',
  'spreadsheet',
  'presentation',
  'audio',
  'video',
  'folder',
  'paper',
  'others',
] as const;

const endings: Readonly<Partial<Record<FileCategory, string>>> = {
  image: 'jpg jpeg png gif webp tif tiff bmp heic svg raw cr2 nef psd ai',
  document: 'doc docx docm odt rtf txt md gdoc pages tex',
  pdf: 'pdf',
  spreadsheet: 'xls xlsx xlsm csv tsv ods gsheet numbers',
  presentation: 'ppt pptx pptm odp gslides key',
  audio: 'mp3 wav flac aac ogg m4a aiff wma',
  video: 'mp4 mov avi mkv webm m4v mpg mpeg wmv 3gp',
  paper: 'paper papert',
};

const categories: ReadonlyMap<string, FileCategory> = new Map(
  Object.entries(endings).flatMap(([category, list]) =>
    list.split(' ').map((ending) => [ending, category as FileCategory]),
  ),
);

export function categoryOf(name: string): FileCategory {
  return categories.get(endingOf(name)) ?? 'others';
}

/** In lower case and without the dot. */
export function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot === -1 ? '' : name.slice(dot + 1).toLowerCase();
}
