import { createHash } from 'node:crypto';
import type { Firing, Post } from '../../engine/model.js';
import { firingKey } from '../../engine/simulate.js';

/**
 * The number by which a word to one post is called before and after it is said: eight signs, from what it is and for
 * whom. A moved duty's words are other words.
 */
export const wordId = (season: string, path: string, firing: Firing, to: Post): string =>
  createHash('sha256')
    .update([season, firingKey(path, firing), to].join('\n'))
    .digest('hex')
    .slice(0, 8);
