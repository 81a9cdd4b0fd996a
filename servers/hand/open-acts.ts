/**
 * Acts that a page by hand has opened and not yet read. A tab may be closed in the middle, so each
 * one ends by itself: after a while, or when many newer ones are open.
 */
import type { Act } from '../types.ts';

/** How many may be open at once; the oldest one ends for the next. */
export const OPEN_LIMIT = 16;

/** Milliseconds after which an act ends. No scenario takes a tenth of it. */
export const OPEN_FOR = 2 * 60 * 1000;

interface Open<T> {
  readonly act: Act;
  readonly about: T;
  readonly timer: NodeJS.Timeout;
}

/** The open acts by token, each with what is known about it. */
export class OpenActs<T> {
  /** A Map keeps the order in which its keys came: the first is the oldest. */
  readonly #open = new Map<string, Open<T>>();

  add(act: Act, about: T): void {
    const [oldest] = this.#open.keys();
    if (oldest !== undefined && this.#open.size >= OPEN_LIMIT) this.end(oldest);
    const timer = setTimeout(() => this.end(act.token), OPEN_FOR);
    timer.unref();
    this.#open.set(act.token, { act, about, timer });
  }

  /** Undefined: there never was one, or it has ended. */
  get(token: string): Pick<Open<T>, 'act' | 'about'> | undefined {
    return this.#open.get(token);
  }

  end(token: string): void {
    const open = this.#open.get(token);
    if (open === undefined) return;
    this.#open.delete(token);
    clearTimeout(open.timer);
    open.act.end();
  }
}
