/** HTTP headers carry ASCII: DEL and all above it become `\uXXXX`, one per UTF-16 unit. */
export function headerSafe(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
