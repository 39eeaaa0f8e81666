/** What the kernel shows as the type of our mounts: `fuse.` and the subtype. */
export const mountSubtype = 'mooring';
export const mountType: string = `fuse.${mountSubtype}`;
