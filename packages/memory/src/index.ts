export type { MemoryFault } from './fault/memory-fault.ts';
export { createMemoryStore, type MemoryStore, type MemoryStoreOptions } from './memory-store.ts';
export type { MemoryProvider } from './provider/memory-provider.ts';
export { caseSensitiveTraits } from './traits/case-sensitive-traits.ts';
export { dropboxLikeTraits } from './traits/dropbox-like-traits.ts';
