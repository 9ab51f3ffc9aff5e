import { epochMs, type Command, type EpochMs, type Scripted, type Watch } from '../engine/model.js';
import { parseDuration } from '../engine/moment.js';
import { crewText, lacking, without, type Crew } from '../engine/watch.js';
import { instantOf, personOn, type Cast } from './rehearsal-cast.js';
import { crewsOf, type Crews } from './rehearsal-crews.js';
import type { Doing } from './rehearsal-doing.js';
import type { Exception } from './rehearsal-script.js';
import { byDay, HOUR_MS, MINUTE_MS } from './rehearsal-times.js';

// A watch of years in shifts of minutes is not a rehearsal.
const MOST_SHIFTS = 5_000;
const GAP_REASON = '空岗原因已查明，责任人已谈话提醒，准予核销';

interface Post {
  readonly doing: Doing;
  readonly watch: Watch;
  readonly crews: Crews;
  readonly cast: Cast;
}

/**
 * A watch kept: each crew signs on shortly before its shift begins, who goes and who comes. By exception the
 * first comes late, or somebody leaves; the gap is then waived when the watch is over.
 */
export function keepWatch(
  doing: Doing,
  watch: Watch,
  cast: Cast,
  exception: Exception | undefined,
): Scripted[] {
  if (exception?.do === 'never') return [];
  const post = { doing, watch, cast, crews: crewsOf(doing.duty, watch, doing.unit, cast) };
  const lateMs = exception?.do === 'late' ? (parseDuration(exception.after) ?? 0) : 0;
  const beganAt = Math.max(watch.fromAt + lateMs, doing.earliest);
  const changes = shiftChanges(post, epochMs(beganAt));
  const commands = changes.flatMap(({ commands: said }) => said);
  const gone = exception?.do === 'leave' ? somebodyLeaves(post, changes, exception) : [];
  const hasGap = beganAt > watch.fromAt || gone.some(({ command }) => command.type === 'leave');
  return [
    ...[...commands, ...gone].sort((a, b) => a.at - b.at),
    ...(hasGap && changes.length > 0 ? [waiver(post, exception)] : []),
  ];
}

interface Change {
  readonly at: EpochMs;
  readonly crew: Crew;
  readonly commands: readonly Scripted[];
}

function shiftChanges(post: Post, beganAt: EpochMs): Change[] {
  const { watch, crews } = post;
  const { fromAt, untilAt, shiftMs } = watch;
  const isLate = beganAt > fromAt;
  const first = Math.max(0, Math.floor((beganAt - fromAt) / shiftMs));
  const changes: Change[] = [];
  for (let shift = first; shift < first + MOST_SHIFTS; shift += 1) {
    const boundary = epochMs(fromAt + shift * shiftMs);
    const isFirst = shift === first;
    if (boundary >= untilAt || (isFirst && beganAt >= untilAt)) break;
    const crew = crews.at(shift, isFirst && isLate ? beganAt : boundary);
    const going = changes.at(-1)?.crew;
    const at = isFirst && isLate ? beganAt : epochMs(boundary - leadMs(watch));
    changes.push(going ? handedOver(post, at, going, crew) : signedOn(post, at, crew));
  }
  return changes;
}

// Early enough for both to sign before the shift begins, late enough to count for it.
const leadMs = ({ shiftMs }: Watch): number => Math.min(10 * MINUTE_MS, Math.floor(shiftMs / 8));

const signedOn = (post: Post, at: EpochMs, crew: Crew): Change => ({
  ...{ at, crew },
  commands: [signature(post, at, 'incoming', crew.heads[0] ?? '', crew)],
});

/** Who goes signs first, who comes a little later, two heads. */
function handedOver(post: Post, at: EpochMs, going: Crew, planned: Crew): Change {
  const [outgoing = ''] = going.heads;
  const others = planned.heads.filter((head) => head !== outgoing);
  const [incoming = post.crews.substitute([...going.heads, ...planned.members])] = others;
  // A head who stays on cannot sign for both sides: somebody signs with him.
  const heads = others.length > 0 ? planned.heads : [...planned.heads, incoming];
  const crew = { ...planned, heads };
  const { watch } = post;
  const gap = Math.floor(Math.min(2 * MINUTE_MS, watch.withinMs / 2, leadMs(watch) / 2));
  return {
    ...{ at, crew },
    commands: [
      signature(post, at, 'outgoing', outgoing, crew),
      signature(post, epochMs(at + gap), 'incoming', incoming, crew),
    ],
  };
}

function signature(
  { doing }: Post,
  at: EpochMs,
  post: 'incoming' | 'outgoing',
  by: string,
  crew: Crew,
): Scripted {
  const command: Command = {
    ...{ type: 'confirm', ...doing.named, by, post, content: crewText(crew) },
  };
  return { at, command };
}

/** One goes home; another signs on with those who stayed, where they are too few without him. */
function somebodyLeaves(
  post: Post,
  changes: readonly Change[],
  { at: moment, after }: Extract<Exception, { do: 'leave' }>,
): Scripted[] {
  const at = instantOf(post.cast.anchors, moment);
  const onDuty = changes.findLast((change) => change.at + leadMs(post.watch) <= at)?.crew;
  const person = onDuty?.members.at(-1) ?? onDuty?.heads.at(-1);
  if (!onDuty || person === undefined || at >= post.watch.untilAt) return [];
  const left: Scripted = {
    ...{ at, command: { type: 'leave', ...post.doing.named, by: person, person } },
  };
  const rest = without(onDuty, person);
  if (after === undefined || lacking(post.watch, rest) === 0) return [left];
  const substitute = post.crews.substitute([...onDuty.heads, ...onDuty.members]);
  const isHead = onDuty.heads.includes(person);
  const crew: Crew = {
    heads: isHead ? [...rest.heads, substitute] : rest.heads,
    members: isHead ? rest.members : [...rest.members, substitute],
  };
  const comes = epochMs(at + (parseDuration(after) ?? 0));
  return [left, signature(post, comes, 'incoming', crew.heads[0] ?? '', crew)];
}

/** A watch with gaps stays open until somebody answers for them. */
function waiver({ doing, watch, cast }: Post, exception: Exception | undefined): Scripted {
  const { duty, named } = doing;
  const asked = epochMs(watch.untilAt + 3 * HOUR_MS);
  const at = byDay(cast.anchors.calendar, asked, epochMs(asked + 12 * HOUR_MS), duty.id);
  const reason = (exception && 'reason' in exception && exception.reason) || GAP_REASON;
  return { at, command: { type: 'waive', ...named, by: personOn(cast, duty.answerable), reason } };
}
