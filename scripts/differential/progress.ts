/** How far a run is: one line that is redrawn on a terminal, a line now and then elsewhere. */
import { visible } from '../../reports/html/escape.ts';
import { durationWords } from '../../reports/words.ts';

/** The part of a stream that is used. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressState {
  /** `starting`, `running`, `shrinking`, … as it is to be shown. */
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  readonly explained: number;
  readonly unexplained: number;
  readonly killed: number;
}

const BAR = 20;
/** Off a terminal: a line each tenth of the cases, or after so many milliseconds. */
const PARTS = 10;
const EACH = 10_000;

const bar = (part: number): string => '█'.repeat(Math.round(part * BAR)).padEnd(BAR, '░');

export class Progress {
  readonly #stream: ProgressStream;
  readonly #name: string;
  readonly #now: () => number;
  #began: number | undefined;
  #told: { readonly at: number; readonly part: number; readonly phase: string } | undefined;

  /** `now`: milliseconds of a clock that never goes back. */
  constructor(stream: ProgressStream, name: string, now = () => performance.now()) {
    this.#stream = stream;
    this.#name = name;
    this.#now = now;
  }

  get #redraws(): boolean {
    return this.#stream.isTTY === true && process.env['TERM'] !== 'dumb';
  }

  update(state: ProgressState): void {
    const now = this.#now();
    if (state.phase === 'running') this.#began ??= now;
    if (this.#redraws) {
      // One column less than there are: a full line would wrap, and could not be drawn over.
      const room = (this.#stream.columns ?? 80) - 1;
      const whole = `${this.#name} ${bar(state.done / state.total)} ${this.#words(state, now)}`;
      this.#stream.write(`\r${whole.slice(0, room)}\u001B[K`);
      return;
    }
    const part = Math.floor((state.done / state.total) * PARTS);
    const told = this.#told;
    if (told && told.phase === state.phase && told.part === part && now - told.at < EACH) return;
    this.#told = { at: now, part, phase: state.phase };
    this.#stream.write(`${this.#name}: ${this.#words(state, now)}\n`);
  }

  /** Takes the redrawn line away. */
  end(): void {
    if (this.#redraws) this.#stream.write('\r\u001B[K');
  }

  /** A line that stays. */
  note(words: string): void {
    this.end();
    this.#stream.write(`${this.#name}: ${visible(words)}\n`);
  }

  #words(
    { phase, done, total, explained, unexplained, killed }: ProgressState,
    now: number,
  ): string {
    const elapsed = this.#began === undefined ? 0 : now - this.#began;
    const rate = elapsed > 0 ? (done * 1000) / elapsed : 0;
    const findings = unexplained + killed;
    return [
      phase,
      `${done}/${total}`,
      ...(phase === 'running' && rate > 0 ? [`${rate.toFixed(1)}/s`] : []),
      `${findings} unexplained`,
      `${explained} explained`,
      ...(phase === 'running' && rate > 0 && done < total
        ? [`${durationWords(((total - done) / rate) * 1000)} left`]
        : []),
    ].join(', ');
  }
}
