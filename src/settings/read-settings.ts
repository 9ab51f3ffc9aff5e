import type { z } from 'zod';
import { sortFaults, type Fault } from '../plan/faults.js';
import { checkShape } from '../plan/shape.js';
import { decodeText } from '../plan/text-file.js';
import { readYaml, type YamlSource } from '../plan/yaml-source.js';

/** What an operator's YAML file says, in the shape it must have; else each fault with its line and column. */
export function readSettings<Said>(
  file: string,
  bytes: Uint8Array,
  schema: z.ZodType<Said>,
): { readonly said: Said; readonly source: YamlSource } | { readonly faults: readonly Fault[] } {
  const text = decodeText(file, bytes, 'yaml');
  if ('fault' in text) return { faults: [text.fault] };
  const read = readYaml(file, text.text);
  if ('faults' in read) return { faults: sortFaults(read.faults) };
  const { source } = read;
  const faults: Fault[] = [];
  const said = checkShape(schema, source, [], source.value, faults);
  return said === null ? { faults: sortFaults(faults) } : { said, source };
}
