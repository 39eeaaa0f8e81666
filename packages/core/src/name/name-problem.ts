/** Why a store cannot hold a name. `reason` is for code, `message` finishes the sentence "The name … ". */
export interface NameProblem {
  readonly reason: 'empty' | 'too-long' | 'forbidden-character' | 'forbidden-ending' | 'reserved';
  readonly message: string;
}
