import { mountSubtype } from '../mount-type.ts';

export interface KernelOptions {
  readonly source: string;
  readonly allowOther: boolean;
}

/**
 * How long the kernel trusts a name or attributes before it asks again, in seconds. The binding cannot tell it that
 * something changed on the server, so this is how much later such a change shows.
 */
export const trustSeconds = 1;

/** The options of the mount, as for `mount -o`. */
export function mountOptions(options: KernelOptions): string {
  return [
    // 128 KiB for each write instead of 4 KiB.
    'big_writes',
    // Inode numbers are the file system's own, so they stay the same from one mount to the next.
    'use_ino',
    `attr_timeout=${trustSeconds}`,
    `entry_timeout=${trustSeconds}`,
    `negative_timeout=${trustSeconds}`,
    // Content that the kernel holds is good for as long as time and size are; they are compared at each open.
    'auto_cache',
    'ac_attr_timeout=0',
    kernelOptions(options),
  ].join(',');
}

/** Those of the options that libfuse hands on to the kernel. */
export function kernelOptions({ source, allowOther }: KernelOptions): string {
  return [
    // The kernel checks the permission bits.
    'default_permissions',
    'noatime',
    `fsname=${toOptionValue(source)}`,
    `subtype=${mountSubtype}`,
    ...(allowOther ? ['allow_other'] : []),
  ].join(',');
}

/** A comma would end the option, and other signs be escaped differently by every program that shows them. */
function toOptionValue(text: string): string {
  return text.replace(/[^\w.:@/-]/g, '-').slice(0, 128);
}
