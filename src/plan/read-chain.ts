import { basename, dirname, join } from 'node:path';
import { addAll, faultAt, type Fault, type Place } from './faults.js';
import type { Files } from './files.js';
import { mergeLayers, type Layer } from './merge.js';
import { LAYER } from './schema.js';
import { checkShape } from './shape.js';
import { decodeText } from './text-file.js';
import { readYaml, type YamlSource } from './yaml-source.js';

// A template of a template of a template: more would be read by nobody.
const MAX_TEMPLATES = 5;

/** A season folder and the templates it extends: one plan, and where its other files are found. */
export interface Chain {
  /** The folder itself first, then its template, then that one's. */
  readonly folders: readonly string[];
  /** All plans in one, each value with the place at which it is written; null where one cannot be read. */
  readonly plan: YamlSource | null;
}

interface Climb {
  readonly folders: string[];
  readonly layers: Layer[];
  readonly faults: Fault[];
}

/** Reads plan.yaml and those of the templates it extends, at most five, and merges them. */
export function readChain(files: Files, folder: string, faults: Fault[]): Chain {
  const climb: Climb = { folders: [], layers: [], faults };
  const whole = climbed(files, folder, null, climb);
  const merged = mergeLayers(climb.layers);
  addAll(faults, merged.faults);
  return { folders: climb.folders, plan: whole ? merged.source : null };
}

/** Whether the plan of a folder and all below it could be read. `said`: where the folder is named. */
function climbed(files: Files, folder: string, said: Place | null, climb: Climb): boolean {
  const refused = said && refusal(files, folder, climb.folders, said);
  if (refused) climb.faults.push(refused);
  if (refused) return false;
  climb.folders.push(folder);
  const source = sourceIn(files, folder, 'plan.yaml', climb.faults);
  const layer = source && checkShape(LAYER, source, [], source.value, climb.faults);
  if (source === null || layer === null) return false;
  climb.layers.unshift({ source, drop: layer.drop });
  if (layer.extends === undefined) return true;
  return climbed(files, join(folder, layer.extends), source.place(['extends']), climb);
}

function refusal(
  files: Files,
  folder: string,
  before: readonly string[],
  said: Place,
): Fault | null {
  const chain = [...before, folder].map((one) => basename(one)).join(' → ');
  if (before.includes(folder)) return faultAt(said, 'extends-circle', { chain });
  if (before.length > MAX_TEMPLATES)
    return faultAt(said, 'extends-too-deep', { limit: MAX_TEMPLATES });
  if (files.read(folder, 'plan.yaml') !== null) return null;
  return faultAt(said, 'extends-missing', { folder });
}

/** A YAML file of a folder, parsed; null after at least one fault was added. */
export function sourceIn(
  files: Files,
  folder: string,
  name: string,
  faults: Fault[],
): YamlSource | null {
  const text = textIn(files, folder, name, faults);
  if (text === null) return null;
  const read = readYaml(join(folder, name), text);
  if ('source' in read) return read.source;
  addAll(faults, read.faults);
  return null;
}

/** The text of a file that must be there; null after its fault was added. */
export function textIn(files: Files, folder: string, name: string, faults: Fault[]): string | null {
  const bytes = files.read(folder, name);
  const file = join(folder, name);
  if (bytes === null) faults.push(faultAt({ file, line: 1, column: 1 }, 'file-missing'));
  else if (!(bytes instanceof Uint8Array)) faults.push(bytes);
  if (!(bytes instanceof Uint8Array)) return null;
  const read = decodeText(file, bytes, name.endsWith('.csv') ? 'csv' : 'yaml');
  if ('text' in read) return read.text;
  faults.push(read.fault);
  return null;
}

/** The first folder of a chain that has the file; the season's own where none has. */
export function folderWith(files: Files, { folders }: Chain, name: string): string {
  const found = folders.find((folder) => files.read(folder, name) !== null);
  return found ?? folders[0] ?? '.';
}

/** A folder that a file of the chain names, seen from the folder in which it says so. */
export const folderSaid = (said: Place, path: string): string => join(dirname(said.file), path);
