/** Something on the tour is not as it should be. The message says what. */
export class TourFailure extends Error {
  override readonly name: 'TourFailure' = 'TourFailure';
}

/** @throws TourFailure when the two differ */
export function mustBe(what: string, actual: unknown, expected: unknown): void {
  const [found, wanted] = [show(actual), show(expected)];
  if (found !== wanted) throw new TourFailure(`${what} is ${found} and should be ${wanted}`);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
