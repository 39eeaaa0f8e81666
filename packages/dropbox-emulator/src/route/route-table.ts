import { revokeToken } from '../auth/auth-routes.ts';
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
import { permanentlyDelete } from '../change/permanently-delete.ts';
import { checkApp, checkUser } from '../check/check-routes.ts';
import { getCopyReference, saveCopyReference } from '../copy-reference/copy-reference-routes.ts';
import { downloadFile } from '../download/download-route.ts';
import { downloadZip } from '../download/download-zip.ts';
import { getPreview } from '../download/preview.ts';
import { getThumbnail, getThumbnailBatch, getThumbnailV2 } from '../image/thumbnail-routes.ts';
import { getTemporaryLink } from '../link/temporary-link.ts';
import { getTemporaryUploadLink } from '../link/temporary-upload-link.ts';
import { getLatestCursor, listFolder, listFolderContinue } from '../listing/list-folder-routes.ts';
import { longpoll } from '../listing/longpoll.ts';
import { getFileLocks, lockFiles, unlockFiles } from '../lock/lock-routes.ts';
import { getMetadata } from '../metadata/get-metadata.ts';
import { exportFile } from '../paper/export-route.ts';
import { createPaper, updatePaper } from '../paper/paper-routes.ts';
import { listRevisions } from '../revision/list-revisions.ts';
import { restore } from '../revision/restore.ts';
import { saveUrl, saveUrlCheck } from '../save-url/save-url-routes.ts';
import { searchContinueV2, searchV1, searchV2 } from '../search/search-routes.ts';
import {
  getSharedFolder,
  listMountableFolders,
  listMountableFoldersContinue,
  listSharedFolders,
  listSharedFoldersContinue,
} from '../sharing/folder/list-routes.ts';
import { addFolderMember, listFolderMembers } from '../sharing/folder/member-routes.ts';
import { mountFolder, unmountFolder } from '../sharing/folder/mount-routes.ts';
import { shareFolderCheck, shareFolderRoute } from '../sharing/folder/share-routes.ts';
import { getSharedLinkFile, getSharedLinkMetadata } from '../sharing/link/follow-routes.ts';
import {
  createSharedLink,
  listSharedLinks,
  modifySharedLink,
  revokeSharedLink,
} from '../sharing/link/link-routes.ts';
import { addTag, getTags, removeTag } from '../tag/tag-routes.ts';
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
import { getAccount, getAccountBatch, getFeatureValues } from '../users/account-routes.ts';
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
  downloadZip,
  exportFile,
  getPreview,
  getThumbnail,
  getThumbnailV2,
  getThumbnailBatch,
  createPaper,
  updatePaper,
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
  permanentlyDelete,
  getCopyReference,
  saveCopyReference,
  saveUrl,
  saveUrlCheck,
  searchV1,
  searchV2,
  searchContinueV2,
  addTag,
  removeTag,
  getTags,
  lockFiles,
  unlockFiles,
  getFileLocks,
  getTemporaryLink,
  getTemporaryUploadLink,
  listSharedFolders,
  listSharedFoldersContinue,
  listMountableFolders,
  listMountableFoldersContinue,
  getSharedFolder,
  mountFolder,
  unmountFolder,
  shareFolderRoute,
  shareFolderCheck,
  addFolderMember,
  listFolderMembers,
  createSharedLink,
  modifySharedLink,
  revokeSharedLink,
  listSharedLinks,
  getSharedLinkMetadata,
  getSharedLinkFile,
  getAccount,
  getAccountBatch,
  getFeatureValues,
  revokeToken,
  getCurrentAccount,
  getSpaceUsage,
  checkUser,
  checkApp,
];

/** Every route by its name, such as `files/upload`. */
export const routeTable: ReadonlyMap<string, Route> = new Map(
  routes.map((route) => [route.name, route]),
);
