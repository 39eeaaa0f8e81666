import { boolean } from '../schema/boolean.ts';
import { type LenientField, optional, withDefault } from '../schema/field.ts';
import { choice } from '../schema/union.ts';

export type ThumbnailFormat = 'jpeg' | 'png' | 'webp';

export type ThumbnailMode = 'strict' | 'bestfit' | 'fitone_bestfit' | 'original';

/** In pixels. */
export interface ThumbnailSize {
  readonly width: number;
  readonly height: number;
}

/** The names of the sizes say what they are. */
export type ThumbnailSizeName = (typeof sizeNames)[number];

const sizeNames = [
  'w32h32',
  'w64h64',
  'w128h128',
  'w256h256',
  'w480h320',
  'w640h480',
  'w960h640',
  'w1024h768',
  'w2048h1536',
] as const;

export function sizeOf(name: ThumbnailSizeName): ThumbnailSize {
  const [width = 0, height = 0] = name.slice(1).split('h').map(Number);
  return { width, height };
}

/** What all thumbnail routes can be told of the image. */
export type ThumbnailFields = {
  readonly format: LenientField<ThumbnailFormat>;
  readonly size: LenientField<ThumbnailSizeName>;
  readonly mode: LenientField<ThumbnailMode>;
  readonly quality: LenientField<'quality_80' | 'quality_90'>;
  readonly exclude_media_info: LenientField<boolean | undefined>;
};

export const thumbnailFields: ThumbnailFields = {
  format: withDefault(choice('jpeg', 'png', 'webp'), 'jpeg'),
  size: withDefault(choice(...sizeNames), 'w64h64'),
  mode: withDefault(choice('strict', 'bestfit', 'fitone_bestfit', 'original'), 'strict'),
  quality: withDefault(choice('quality_80', 'quality_90'), 'quality_80'),
  exclude_media_info: optional(boolean),
};

export interface ThumbnailRequest {
  readonly format: ThumbnailFormat;
  readonly size: ThumbnailSizeName;
  readonly mode: ThumbnailMode;
  readonly quality: 'quality_80' | 'quality_90';
}
