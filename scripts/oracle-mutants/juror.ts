/**
 * Runs in a worker thread: evaluates a jury against the modules on trial, one of them exchanged.
 * What is on trial, and all that imports it, is evaluated anew each time, so that no mutant leaves
 * anything to the next.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import type { Modules } from './bundles.ts';

/** What a jury's module exports. */
export interface Jury {
  /**
   * Why the modules on trial are not what they should be; null: nothing is held against them.
   * `beat` is to be called now and then: who does not call it for long is taken for endless.
   * `onTrial` gives one of them by its file name, for a jury that does not import them itself.
   */
  hold(evidence: unknown, beat: () => void, onTrial: (file: string) => unknown): string | null;
}

export interface JurorData {
  readonly root: string;
  readonly modules: Modules;
  readonly jury: string;
  readonly evidence: unknown;
  /** One 32-bit number, counted up with each beat. */
  readonly beats: SharedArrayBuffer;
}

export interface Trial {
  readonly file: string;
  /** Its text with the fault, as CommonJS. */
  readonly code: string;
}

type Evaluate = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
) => void;

const compile = (code: string): Evaluate =>
  compileFunction(code, ['require', 'module', 'exports']) as Evaluate;

function tried(trial: Trial): string | null {
  const load = loaderOf(trial);
  try {
    return juryBefore(load).hold(evidence, beat, load);
  } catch (error) {
    return `throws ${String(error).split('\n')[0]}`;
  }
}

type Load = (file: string) => unknown;

function loaderOf({ file, code }: Trial): Load {
  const loaded = new Map<string, { exports: unknown }>();
  const load: Load = (name) => {
    const before = loaded.get(name);
    if (before) return before.exports;
    const evaluate = name === file ? compile(code) : known.get(name);
    if (!evaluate) throw new Error(`no module ${name}`);
    const module = { exports: {} };
    loaded.set(name, module);
    evaluate((other) => load(path.basename(other)), module, module.exports);
    return module.exports;
  };
  return load;
}

const PREFIX = 'on-trial:';
let kept: Jury | undefined;

/** A jury that imports nothing of what is on trial has nothing of a mutant in it: it is kept. */
function juryBefore(load: Load): Jury {
  if (kept) return kept;
  const module = { exports: {} };
  let isTouched = false;
  const requireFrom = (name: string): unknown => {
    if (!name.startsWith(PREFIX)) return packages(name);
    isTouched = true;
    return load(name.slice(PREFIX.length));
  };
  jury(requireFrom, module, module.exports);
  const fresh = module.exports as Jury;
  if (!isTouched) kept = fresh;
  return fresh;
}

const { root, modules, jury: juryCode, evidence, beats } = workerData as JurorData;
const counter = new Int32Array(beats);
const beat = (): void => void Atomics.add(counter, 0, 1);
const packages = createRequire(path.join(root, 'package.json'));
const jury = compile(juryCode);
const known = new Map(Object.entries(modules).map(([file, code]) => [file, compile(code)]));

parentPort?.on('message', (trial: Trial) => parentPort?.postMessage(tried(trial)));
