/** `2015-05-12T15:50:38Z`, from seconds since 1970. The service knows no fractions. */
export function formatTimestamp(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
