import type { Contender } from './contender.ts';
import { mooring } from './mooring.ts';
import { rclone } from './rclone.ts';

export type ContenderName = 'mooring' | 'rclone';

export const contenders: Readonly<Record<ContenderName, Contender>> = { mooring, rclone };
