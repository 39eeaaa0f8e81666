import type { NameProblem } from '../name/name-problem.ts';

/** Facts about a store that no method shows. They describe the provider as it stands, layers included. */
export interface StorageTraits {
  /** Whether `/A` and `/a` are two entries. Where they are one, the spelling of the name is kept all the same. */
  readonly caseSensitive: boolean;
  /** `nfc`: names are stored and compared in Unicode NFC. `none`: they are kept as given. */
  readonly normalization: 'nfc' | 'none';
  /** Whether `move` takes `replace`, so that the target never is missing in between. */
  readonly atomicReplace: boolean;
  /** Longest name, in UTF-16 code units. */
  readonly maxNameLength: number;
  /** Says why the store would refuse a name, without asking it; undefined means that it takes the name. */
  checkName(name: string): NameProblem | undefined;
}
