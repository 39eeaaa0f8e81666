const secondsPerDay = 24 * 60 * 60;

const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** Files of a page mostly come from few days, and a page has thousands of times to write. */
let lastDay = 0;
let lastDate = '1970-01-01';

/** `2015-05-12T15:50:38Z`, from seconds since 1970. The service knows no fractions. */
export function formatTimestamp(seconds: number): string {
  const day = Math.floor(seconds / secondsPerDay);
  if (day !== lastDay) {
    lastDate = new Date(day * secondsPerDay * 1000).toISOString().slice(0, 10);
    lastDay = day;
  }
  const time = seconds - day * secondsPerDay;
  const hour = twoDigits[Math.floor(time / 3600)];
  const minute = twoDigits[Math.floor(time / 60) % 60];
  return `${lastDate}T${hour}:${minute}:${twoDigits[Math.floor(time % 60)]}Z`;
}
