/** The folder of the run that is under way. */
import { rmSync } from 'node:fs';
import { cleanedUp } from '../../lib/signals.ts';
import { DiedWhole } from './one-run.ts';

/**
 * Removes the folder when `act` ends, and also where a signal ends this process between two runs,
 * when no child is there to take it. It stays for `DiedWhole`, whose message names what is in it.
 */
export function withoutTrace<T>(folder: string, act: () => Promise<T>): Promise<T> {
  let stays = false;
  return cleanedUp(
    () => {
      if (!stays) rmSync(folder, { recursive: true, force: true });
    },
    async () => {
      try {
        return await act();
      } catch (error) {
        stays = error instanceof DiedWhole;
        throw error;
      }
    },
  );
}
