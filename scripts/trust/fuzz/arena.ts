/** A server with its acts open, and one case against it: what was sent, what came, what was wrong. */
import { isLoopback, listeningOf } from '../sockets.ts';
import { bytesOf, markOf, type Filling, type FuzzCase } from './case.ts';
import { openByHand, ordinary } from './ordinary.ts';
import { breachesOf, type Secret } from './properties.ts';
import type { Server } from './server.ts';
import { send, type Outcome } from './wire.ts';

export interface Tried {
  readonly outcome: Outcome;
  readonly breaches: readonly string[];
}

export interface ArenaOptions {
  readonly server: Server;
  readonly secrets: readonly Secret[];
}

export class Arena {
  readonly server: Server;
  readonly #secrets: readonly Secret[];
  readonly #own: readonly string[];
  #tokens = { open: '', ordinary: '', ended: '', hand: '' };

  constructor({ server, secrets }: ArenaOptions) {
    this.server = server;
    this.#secrets = secrets;
    const { page, pageSecure } = server.ready.table;
    this.#own = [page, pageSecure];
  }

  /** Fresh acts; the ones before have ended. Sentences about what was wrong with those. */
  async refresh(): Promise<string[]> {
    const before = this.#tokens;
    const { open, ordinary: token, discrepancies } = await this.server.acts();
    const hand = await openByHand(this.server);
    this.#tokens = {
      open,
      ordinary: token,
      ended: before.open === '' ? '0'.repeat(24) : before.open,
      hand: 'token' in hand ? hand.token : '0',
    };
    return [...discrepancies, ...('wrong' in hand ? [hand.wrong] : [])];
  }

  /** What every batch is held to besides its own answers; sentences. */
  async check(): Promise<string[]> {
    const listening = listeningOf(this.server.pid);
    const open = listening?.filter((one) => !isLoopback(one)) ?? [];
    return [
      ...(listening?.length === 0 ? ['listens on nothing at all'] : []),
      ...open.map(({ address, port }) => `listens on ${address}, port ${port}`),
      ...(await ordinary(this.server, this.#tokens.ordinary)),
    ];
  }

  fillingFor(at: FuzzCase['at'], seed: number, index: number): Filling {
    return {
      host: new URL(this.server.ready.table[at]).host,
      open: this.#tokens.open,
      ended: this.#tokens.ended,
      hand: this.#tokens.hand,
      mark: markOf(seed, index),
    };
  }

  async try(one: FuzzCase, seed: number, index: number): Promise<Tried> {
    const filling = this.fillingFor(one.at, seed, index);
    const pieces = bytesOf(one, filling);
    const outcome = await send({
      port: this.server.portOf(one.at),
      tls: one.at.endsWith('Secure') !== one.crossed,
      pieces,
      apart: one.apart,
      after: one.after,
      answers: one.answers,
    });
    const breaches = breachesOf(outcome, {
      request: Buffer.concat(pieces).toString('latin1'),
      mark: filling.mark,
      secrets: this.#secrets,
      plainToTls: one.crossed && one.at.endsWith('Secure'),
      own: this.#own,
    });
    return { outcome, breaches };
  }
}
