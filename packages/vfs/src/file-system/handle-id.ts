declare const brand: unique symbol;

/** An open file. From 1 to 2^31 - 1, since some transports carry no more. */
export type HandleId = number & { readonly [brand]: 'HandleId' };
