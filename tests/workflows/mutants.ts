/** A change of workflow code that would break the units that run already. */
export interface Mutant {
  readonly what: string;
  readonly file: string;
  /** Each text is there exactly once. */
  readonly changes: readonly (readonly [from: string, to: string])[];
}

/** What a well-meaning change might do; the recorded histories have to refuse each. */
export const mutants: readonly Mutant[] = [
  {
    what: 'sleeps before its loop',
    file: 'shell.ts',
    changes: [
      [
        'async function live(): Promise<boolean> {',
        "async function live(): Promise<boolean> {\n await wf.sleep('1 second');",
      ],
    ],
  },
  {
    what: 'renames the record activity',
    file: 'activities.ts',
    changes: [['export const { record } =', 'export const { write: record } =']],
  },
  {
    what: 'asks for its plan in every run',
    file: 'follow.ts',
    changes: [['input.carried?.plan ?? (await fetchPlan(', '(await fetchPlan(']],
  },
  {
    what: 'sleeps where it waited for an earlier wake',
    file: 'shell.ts',
    changes: [['await wf.condition(isEarlier, waitMs, {', 'await wf.sleep(waitMs, {']],
  },
  {
    what: 'wakes daily when nothing is due',
    file: 'shell.ts',
    changes: [['await wf.condition(isEarlier);', "await wf.condition(isEarlier, '1 day');"]],
  },
  {
    what: 'starts its children twice',
    file: 'effects.ts',
    changes: [
      [
        "=> [\n  { lane: 'tree', type: 'startChildren' },\n",
        "=> [\n  { lane: 'tree', type: 'startChildren' },\n  { lane: 'tree', type: 'startChildren' },\n",
      ],
    ],
  },
  {
    what: 'starts its children in smaller groups',
    file: 'effects.ts',
    changes: [
      ['at += 20', 'at += 10'],
      ['at + 20', 'at + 10'],
    ],
  },
  {
    what: 'records by a local activity',
    file: 'activities.ts',
    changes: [
      ['import { proxyActivities }', 'import { proxyActivities, proxyLocalActivities }'],
      ['{ record } = proxyActivities', '{ record } = proxyLocalActivities'],
    ],
  },
  {
    what: 'tells its children before it starts new ones',
    file: 'effects.ts',
    changes: [
      ["        { lane: 'tree', type: 'startChildren' },\n        {\n", '        {\n'],
      [
        "hash: '' },\n        },\n",
        "hash: '' },\n        },\n        { lane: 'tree', type: 'startChildren' },\n",
      ],
    ],
  },
  {
    what: 'shows its lateness after the write',
    file: 'shell.ts',
    changes: [
      ['    showInUi();\n    await record({', '    await record({'],
      [
        'unrecorded.splice(0, events.length);',
        'showInUi();\n    unrecorded.splice(0, events.length);',
      ],
    ],
  },
  {
    what: 'tries a refused record again at once',
    file: 'shell.ts',
    changes: [["await wf.sleep('1 minute', { summary: '台账拒收，稍后重试' });", '']],
  },
  {
    what: 'leaves for a fresh run without waiting for a lull',
    file: 'shell.ts',
    changes: [["await wf.condition(isSpent, QUIET_MS, { summary: '等候空闲' })", 'true']],
  },
];
