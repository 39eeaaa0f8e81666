import { copyV2, createFolderV2, deleteV2, moveV2 } from '../change/change-routes.ts';
import { checkApp, checkUser } from '../check/check-routes.ts';
import { downloadFile } from '../download/download-route.ts';
import { getLatestCursor, listFolder, listFolderContinue } from '../listing/list-folder-routes.ts';
import { longpoll } from '../listing/longpoll.ts';
import { getMetadata } from '../metadata/get-metadata.ts';
import { finishSession, finishSessionBatch } from '../upload/finish-routes.ts';
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
