/**
 * Refuses an option with which a layer would wait or go on for ever, where it is given and not where it shows. `range`
 * finishes the sentence "… must be ".
 *
 * @throws RangeError
 */
export function checkOption(name: string, value: number, isFine: boolean, range: string): void {
  if (!isFine) throw new RangeError(`${name} is ${value}, and must be ${range}`);
}
