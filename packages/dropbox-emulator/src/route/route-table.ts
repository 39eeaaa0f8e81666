import {
  copyBatchCheckV1,
  copyBatchCheckV2,
  copyBatchV1,
  copyBatchV2,
  createFolderBatch,
  createFolderBatchCheck,
  deleteBatch,
  deleteBatchCheck,
  moveBatchCheckV1,
  moveBatchCheckV2,
  moveBatchV1,
  moveBatchV2,
} from '../change/batch-routes.ts';
import { copyV2, createFolderV2, deleteV2, moveV2 } from '../change/change-routes.ts';
import { copyV1, createFolderV1, deleteV1, moveV1 } from '../change/deprecated-routes.ts';
import { checkApp, checkUser } from '../check/check-routes.ts';
import { downloadFile } from '../download/download-route.ts';
import { getLatestCursor, listFolder, listFolderContinue } from '../listing/list-folder-routes.ts';
import { longpoll } from '../listing/longpoll.ts';
import { getMetadata } from '../metadata/get-metadata.ts';
import { listRevisions } from '../revision/list-revisions.ts';
import { restore } from '../revision/restore.ts';
import { appendBatch } from '../upload/append-batch.ts';
import {
  finishSession,
  finishSessionBatch,
  finishSessionBatchCheck,
  finishSessionBatchV1,
} from '../upload/finish-routes.ts';
import {
  appendToSession,
  appendToSessionV1,
  startSession,
  startSessionBatch,
} from '../upload/session-routes.ts';
import { uploadFile } from '../upload/upload-file.ts';
import { getCurrentAccount } from '../users/current-account.ts';
import { getSpaceUsage } from '../users/space-usage.ts';
import type { Route } from './route.ts';

const routes: readonly Route[] = [
  getMetadata,
  listFolder,
  listFolderContinue,
  getLatestCursor,
  longpoll,
  downloadFile,
  uploadFile,
  startSession,
  startSessionBatch,
  appendToSession,
  appendToSessionV1,
  finishSession,
  finishSessionBatch,
  finishSessionBatchV1,
  finishSessionBatchCheck,
  appendBatch,
  listRevisions,
  restore,
  createFolderV1,
  deleteV1,
  moveV1,
  copyV1,
  createFolderBatch,
  createFolderBatchCheck,
  deleteBatch,
  deleteBatchCheck,
  moveBatchV1,
  moveBatchCheckV1,
  moveBatchV2,
  moveBatchCheckV2,
  copyBatchV1,
  copyBatchCheckV1,
  copyBatchV2,
  copyBatchCheckV2,
  createFolderV2,
  deleteV2,
  moveV2,
  copyV2,
  getCurrentAccount,
  getSpaceUsage,
  checkUser,
  checkApp,
];

/** Every route by its name, such as `files/upload`. */
export const routeTable: ReadonlyMap<string, Route> = new Map(
  routes.map((route) => [route.name, route]),
);
