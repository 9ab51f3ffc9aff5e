import * as wf from '@temporalio/workflow';
import { SEASON_PATH, type UnitPlan } from '../src/engine/model.js';
import * as m from './messages.js';
import { openShell } from './shell.js';

/**
 * A season: starts the tree, hands every pause, move and close down it, and ends when it is closed.
 * It is a unit that owes nothing itself; its log stands in the store under a path of its own.
 */
export async function season(input: m.SeasonInput): Promise<void> {
  const { season: id, clock } = input;
  const shell = openShell(
    { season: id, path: SEASON_PATH, clock },
    planOf(input),
    input.carried ?? input.state ?? null,
  );
  wf.setHandler(m.govern, (instruction) => {
    shell.countUpdate();
    if (instruction.type !== 'adopt') return shell.apply(instruction);
    const { version, hash } = instruction;
    return shell.apply({
      type: 'adopt',
      plan: planOf({ ...input, planVersion: version, planHash: hash }),
      hash,
    });
  });
  wf.setHandler(m.progress, () => {
    const { seq, paused, closed } = shell.state();
    const counts = { done: 0, open: 0, overdue: 0, pendingEffects: shell.pendingEffects() };
    return { asOf: shell.now(), seq, paused, closed, planVersion: shell.plan().version, ...counts };
  });
  wf.setHandler(m.stateOf, () => ({ state: shell.state(), planVersion: shell.plan().version }));

  if (await shell.live()) return;
  const { state: _state, ...same } = input;
  await wf.continueAsNew<typeof season>({ ...same, carried: shell.carry() });
}

const planOf = ({ season: id, title, root, planVersion, planHash }: m.SeasonInput): UnitPlan => ({
  season: id,
  path: SEASON_PATH,
  kind: 'season',
  title,
  version: planVersion,
  coordinator: `${root}#office`,
  addedLadder: { rungs: [], repeat: null },
  duties: [],
  titles: {},
  children: [{ path: root, hash: planHash, title }],
  script: null,
});
