import { folderWorkloads } from './folder-workloads.ts';
import { listingWorkloads } from './listing-workloads.ts';
import { savingWorkloads } from './saving-workloads.ts';
import { transferWorkloads } from './transfer-workloads.ts';
import type { Workload } from './workload.ts';

/** @param scale 1 is the size that the documentation speaks of; smaller and larger ones are in proportion */
export function workloads(scale: number): readonly Workload[] {
  return [
    ...listingWorkloads(scale),
    ...transferWorkloads(scale),
    ...savingWorkloads(),
    ...folderWorkloads(scale),
  ];
}
