/** A change that has to wait for another one, which cannot be sent now. Not a failure: the next round tries again. */
export class Blocked extends Error {
  override readonly name = 'Blocked';
}
