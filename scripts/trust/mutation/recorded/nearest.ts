/** Of an engine's messages the one whose words are nearest to those of another. Pure. */
import { MESSAGES, findMessage, templatesOf } from '../../../../messages/index.ts';
import type { Template } from '../../../../messages/template.ts';
import type { Engine } from '../../../../messages/types.ts';
import { wordingIndexIn } from '../../../../messages/wording-layers.ts';

/** In insertions, deletions and substitutions of UTF-16 units; `limit` where it is that or more. */
export function editDistance(one: string, other: string, limit = Infinity): number {
  if (Math.abs(one.length - other.length) >= limit) return limit;
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const here = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const substituted = above[column - 1]! + (one[row - 1] === other[column - 1] ? 0 : 1);
      const cost = Math.min(substituted, above[column]! + 1, here[column - 1]! + 1);
      here.push(cost);
      if (cost < least) least = cost;
    }
    // No later row can come below its least.
    if (least >= limit) return limit;
    above = here;
  }
  return Math.min(above[other.length]!, limit);
}

/** The template in which a version prints a message. Throws where the engine has no such message. */
export function templateIn(engine: Engine, id: string, version: string): Template {
  const entry = findMessage(engine, id);
  const template = templatesOf(engine, id)[entry ? wordingIndexIn(entry, version) : 0];
  if (!template) throw new Error(`${engine} ${id} has no words in ${version}`);
  return template;
}

const known = new Map<string, string>();

/** The id of the nearest other message, the first of equals. */
export function nearestMessage(engine: Engine, id: string, version: string): string {
  const key = `${engine} ${id} ${version}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const { source } = templateIn(engine, id, version);
  let nearest = '';
  let least = Infinity;
  for (const other of Object.keys(MESSAGES[engine])) {
    if (other === id) continue;
    const distance = editDistance(source, templateIn(engine, other, version).source, least);
    if (distance < least) [nearest, least] = [other, distance];
  }
  known.set(key, nearest);
  return nearest;
}
