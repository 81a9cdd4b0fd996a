import type { Engine } from '../../messages/types.ts';
import type { Rules } from '../../oracle/rules.ts';

export interface Departure {
  /** Stable kebab slug: the heading in docs/divergences.md. */
  readonly id: string;
  /** The engines that depart, each with the version in which this project first saw it. */
  readonly engines: Readonly<Partial<Record<Engine, string>>>;
  /** `deviation`: against the Standard. `habit`: outside of what it says. */
  readonly kind: 'deviation' | 'habit';
  /** What the engine does, in a sentence. */
  readonly words: string;
  /** The bug or the source, or `not reported`. */
  readonly bug: string;
  /** The scenarios of the catalogue that show it. */
  readonly scenarios: readonly string[];
  /** What is exchanged of the rules it is handed; seldom, at a border, not alike in all engines. */
  readonly depart: (rules: Rules, engine: Engine) => Partial<Rules>;
}
