import { afterSignature, againstSignature } from './act-on-custody.js';
import { afterHandingOut, againstHandingOut, againstSigner } from './act-on-vault.js';
import { handOver } from './act-on-watch.js';
import { closedTo, fact, gathered, type Of, type Scene } from './act-scene.js';
import { signingPlace } from './evolve.js';
import { treeNeedOpen } from './needs.js';
import { isRecordedFor } from './oral.js';
import { no, type Outcome } from './outcome.js';

/** One signature under what several confirm, the same words each; in a watch, one side of a shift change. */
export function confirm(scene: Scene, command: Of<'confirm'>): Outcome {
  const { duty, progress, now } = scene;
  if (duty.watch) return closedTo(scene, command) ?? handOver(scene, command);
  if (duty.kind !== 'signed' || !duty.sign) return no('wrong-kind', duty.kind);
  const closed = closedTo(scene, command);
  if (closed) return closed;
  const { posts, withinMs, ordered, oral } = duty.sign;
  // Plans of older builds say nothing of it, and their histories stay as they were.
  if (scene.plan.oral && !oral && isRecordedFor(command)) return no('oral-signature', duty.id);
  if (!posts.includes(command.post)) return no('not-a-signatory', command.post);
  const first = progress.signatures?.[0];
  const lapsed = first !== undefined && now - first.at > withinMs;
  const signatures = lapsed ? [] : (progress.signatures ?? []);
  const place = signingPlace(duty, { ...progress, signatures }, command.post);
  if (place < 0) return no('signed-already', command.post);
  if (signatures.some(({ by }) => by === command.by)) return no('same-person', command.by);
  if (ordered && place !== signatures.length) return no('out-of-order', posts[signatures.length]);
  if (duty.about !== undefined && command.content !== duty.about)
    return no('content-differs', duty.about);
  const against =
    againstSigner(scene, command.by) ??
    againstHandingOut(scene, command) ??
    againstSignature(scene, command);
  if (against) return against;
  if (signatures.length > 0 && progress.content !== command.content) return no('content-differs');
  const isLast = signatures.length + 1 === posts.length;
  const open = isLast ? treeNeedOpen(duty, progress) : null;
  if (open) return open;
  const base = fact(scene, command);
  return [
    ...(lapsed
      ? [{ type: 'lapsed', duty: duty.id, by: command.by, at: now, to: posts } as const]
      : []),
    { type: 'confirmed', ...base, post: command.post, content: command.content },
    ...(isLast ? gathered(scene, command, false) : []),
    ...afterSignature(scene, command, isLast),
    ...afterHandingOut(scene, command, isLast),
  ];
}
