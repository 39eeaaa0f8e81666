import type { files } from 'dropbox';
import type { ThumbnailOptions } from './dropbox-extras.ts';

type Argument = Pick<files.ThumbnailArg, 'format' | 'mode' | 'size'>;

/** The wishes for a thumbnail in the words of the service. */
export function toThumbnailArgument(options: ThumbnailOptions): Required<Argument> {
  const { size = '64x64', format = 'jpeg', mode = 'strict' } = options;
  const [width, height] = size.split('x');
  return {
    size: { '.tag': `w${width}h${height}` } as files.ThumbnailSize,
    format: { '.tag': format },
    mode: { '.tag': mode },
  };
}
