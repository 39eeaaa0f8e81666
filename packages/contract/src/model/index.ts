export type { StorageUnderTest } from '../storage-under-test.ts';
export { checkModel, type ModelCheck } from './check-model.ts';
export type { ProgramShape } from './programs.ts';
