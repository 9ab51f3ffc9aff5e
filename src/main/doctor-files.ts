import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CONSOLE_FILE } from '../cli/profiles.js';
import { keyFilesOf } from './backup-keys.js';
import { finding, type DoctorFinding, type FindingName } from './doctor-finding.js';
import type { Place } from './place.js';

/** Permission bits of others than the owner. */
const OTHERS = 0o077;

/** The program that runs us, and what lies in the data folder: who can read it, whether we can write it. */
export async function fileFindings(place: Place): Promise<readonly DoctorFinding[]> {
  const { dataFolder } = place;
  const keys = keyFilesOf(place);
  return [
    nodeFinding(process.versions.node),
    isWritable(dataFolder)
      ? (openFinding('folder', `${dataFolder}/`, 'warn') ?? finding('folder'))
      : finding('folder', 'bad', (words) => words.unwritable(dataFolder)),
    ...(keys.length === 0 ? [finding('keys', 'warn', (words) => words.noKeys)] : []),
    ...keys.map((file) => openFinding('keys', file, 'bad') ?? finding('keys')),
    openFinding('console', join(dataFolder, CONSOLE_FILE), 'bad') ?? finding('console'),
  ];
}

/** @param version such as `20.19.0` */
export function nodeFinding(version: string): DoctorFinding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > 20 || (major === 20 && minor >= 19);
  return isNew ? finding('node') : finding('node', 'bad', (words) => words.node(version));
}

/** Whether others than the owner can read it; null where they cannot, or it is not there. */
export function openFinding(
  name: FindingName,
  path: string,
  state: 'warn' | 'bad',
): DoctorFinding | null {
  if (process.platform === 'win32' || !existsSync(path)) return null;
  const mode = statSync(path).mode & 0o777;
  if ((mode & OTHERS) === 0) return null;
  return finding(name, state, (words) => words.openToOthers(path, mode.toString(8)));
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
