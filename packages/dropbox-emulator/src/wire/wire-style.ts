/**
 * How answers are written. The service changed over route by route from late 2025 on:
 * - `classic`: spaced JSON in declared order, error summaries that end in up to three dots.
 * - `compact`: JSON without spaces and with sorted keys, plain error summaries, `property_groups` on all metadata.
 */
export type WireStyle = 'classic' | 'compact';
