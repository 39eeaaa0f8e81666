import { buffer } from 'node:stream/consumers';
import type { Sharp } from 'sharp';
import { endingOf } from '../search/file-category.ts';
import type { Service } from '../service/service.ts';
import type { FileEntry } from '../tree/entry.ts';
import { routeError } from '../wire/call-refused.ts';
import { tag } from '../wire/tagged.ts';
import { sizeOf, type ThumbnailRequest, type ThumbnailSize } from './thumbnail-argument.ts';

const endings = new Set(['jpg', 'jpeg', 'png', 'tiff', 'tif', 'gif', 'webp', 'ppm', 'bmp']);

/** Larger images get no thumbnail. */
const maxImageSize = 20 * 1024 * 1024;

/** @throws CallRefused with a ThumbnailError */
export async function renderThumbnail(
  service: Service,
  file: FileEntry,
  request: ThumbnailRequest,
): Promise<Uint8Array> {
  if (!endings.has(endingOf(file.path))) throw routeError(tag('unsupported_extension'));
  if (file.revision.size > maxImageSize) throw routeError(tag('unsupported_image'));
  const image = await openImage(service, file);
  const quality = request.quality === 'quality_90' ? 90 : 80;
  try {
    const resized = await resize(image, request);
    return await resized.toFormat(request.format, { quality }).toBuffer();
  } catch {
    throw routeError(tag('conversion_error'));
  }
}

/** What the image library sees in the bytes of a file. */
export async function openImage(service: Service, file: FileEntry): Promise<Sharp> {
  // Loaded only where there are images: it is a large library.
  const { default: sharp } = await import('sharp');
  const { content, size } = file.revision;
  return sharp(await buffer(service.contents.read(content, 0, size)));
}

/** Never makes an image larger. */
async function resize(image: Sharp, { size, mode }: ThumbnailRequest): Promise<Sharp> {
  const upright = image.autoOrient();
  if (mode === 'original') return upright;
  const { width, height } = sizeOf(size);
  const box = mode === 'strict' ? { width, height } : await turnedFor(image, { width, height });
  const fit = mode === 'fitone_bestfit' ? 'outside' : 'inside';
  return upright.resize({ ...box, fit, withoutEnlargement: true });
}

/** The size itself or its transpose, whichever has the image's own orientation. */
async function turnedFor(image: Sharp, { width, height }: ThumbnailSize): Promise<ThumbnailSize> {
  const { autoOrient } = await image.metadata();
  return autoOrient.height > autoOrient.width
    ? { width: height, height: width }
    : { width, height };
}
