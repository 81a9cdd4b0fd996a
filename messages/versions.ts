/**
 * The engine versions in which every wording of this room was checked. In one of these a text that
 * differs is an error; in any other it is drift, to be reported and recorded.
 */
import type { Engine } from './types.ts';

export const RECORDED_VERSIONS: Readonly<Record<Engine, readonly string[]>> = {
  chromium: ['156.0.8078.79', '156.0.8078.108'],
  firefox: ['153.7.0', '153.8.0'],
  webkit: ['2.50.6'],
};

/** Whether this build's words were checked when they were recorded. */
export const isRecordedVersion = (engine: Engine, version: string): boolean =>
  RECORDED_VERSIONS[engine].includes(version.replace(/esr$/, ''));
