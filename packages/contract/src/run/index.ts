export type { ContractOptions } from '../contract-options.ts';
export type { Fault } from '../fault.ts';
export type { StorageUnderTest } from '../storage-under-test.ts';
export { runContract, type ScenarioReport, type Selection } from './run-contract.ts';
export type { Verdict } from './verdict.ts';
