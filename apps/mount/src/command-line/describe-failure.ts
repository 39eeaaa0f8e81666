import { isStorageError, type StorageErrorCode } from '@mooring/core';
import { FileSystemError } from '@mooring/vfs';
import { firstLine } from '../terminal/first-line.ts';
import { MountError } from '../transport/mount-error.ts';
import type { ExitReason } from './exit-code.ts';
import { UserError } from './user-error.ts';

export interface FailureDescription {
  readonly reason: ExitReason;
  /** One line for people. */
  readonly line: string;
}

/** Turns whatever a command failed with into what its user is told. */
export function describeFailure(error: unknown): FailureDescription {
  if (error instanceof UserError) return { reason: error.reason, line: error.message };
  if (error instanceof MountError) {
    const reason = error.code === 'not-mounted' ? 'not-mounted' : 'mount-refused';
    return { reason, line: error.message };
  }
  if (isStorageError(error)) return describeStorageFailure(error.code, error.message);
  if (error instanceof FileSystemError && error.code === 'EBUSY') {
    return {
      reason: 'mount-refused',
      line: 'This account is mounted by another process already. See: mooring status',
    };
  }
  if (error instanceof FileSystemError) {
    return {
      reason: 'failure',
      line: `What is kept of this account cannot be used: ${withoutCode(error)}. To begin anew, move that folder away; what was not uploaded is in it.`,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    reason: 'failure',
    line: `Unexpected failure: ${firstLine(message)}. More with --log-level debug`,
  };
}

function describeStorageFailure(code: StorageErrorCode, message: string): FailureDescription {
  switch (code) {
    case 'unauthenticated':
      return {
        reason: 'sign-in-needed',
        line: `Not signed in: ${firstLine(message)}.`,
      };
    case 'permission-denied':
      return {
        reason: 'sign-in-needed',
        line: `The sign-in does not allow this: ${firstLine(message)}`,
      };
    case 'unavailable':
    case 'rate-limited':
      return {
        reason: 'unreachable',
        line: `The service cannot be reached: ${firstLine(message)}. Check the network and try again.`,
      };
    default:
      return { reason: 'failure', line: `The service refused: ${firstLine(message)}` };
  }
}

/** The code is for programs. */
function withoutCode({ code, message }: FileSystemError): string {
  return firstLine(message.replace(`${code}: `, ''));
}
