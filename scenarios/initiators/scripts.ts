/** Classic and module scripts, and what is fetched ahead for them. */
import type { RequestStep } from '../steps.ts';
import {
  LOAD_OR_ERROR,
  potentialCorsRequest,
  type CrossOriginAttribute,
  type Initiators,
  type StandardRequest,
} from './types.ts';

export type ScriptStep =
  | ClassicScriptStep
  | ModuleScriptStep
  | StaticImportStep
  | DynamicImportStep
  | PreloadStep
  | ModulePreloadStep
  | PrefetchStep;

/** A script that throws once and leaves one rejection unhandled, so that the page can tell. */
export interface ClassicScriptStep extends RequestStep {
  readonly do: 'script';
  readonly crossorigin?: CrossOriginAttribute;
  readonly integrity?: string;
  /** It throws only after its load, in a timer. */
  readonly later?: true;
}

/** As `script`; its imports count to it. */
export interface ModuleScriptStep extends RequestStep {
  readonly do: 'module-script';
  readonly crossorigin?: CrossOriginAttribute;
}

/** An inline module script that imports the URL and nothing else. */
export interface StaticImportStep extends RequestStep {
  readonly do: 'static-import';
  readonly crossorigin?: CrossOriginAttribute;
  /** It throws only after a turn or more. */
  readonly later?: true;
}

/** A module that exports `words`, or one of another type. */
export interface DynamicImportStep extends RequestStep {
  readonly do: 'dynamic-import';
  readonly type?: 'json' | 'css';
}

export interface PreloadStep extends RequestStep {
  readonly do: 'preload';
  readonly as: 'script' | 'style' | 'image' | 'font' | 'fetch';
  readonly crossorigin?: CrossOriginAttribute;
}

export interface ModulePreloadStep extends RequestStep {
  readonly do: 'modulepreload';
  readonly crossorigin?: CrossOriginAttribute;
}

export interface PrefetchStep extends RequestStep {
  readonly do: 'prefetch';
  readonly crossorigin?: CrossOriginAttribute;
}

/** https://html.spec.whatwg.org/multipage/webappapis.html#set-up-the-module-script-request */
const moduleRequest = (crossorigin?: CrossOriginAttribute): StandardRequest =>
  potentialCorsRequest(crossorigin ?? 'anonymous');

export const SCRIPTS: Initiators<ScriptStep> = {
  script: {
    words: '<script>',
    kind: 'script',
    request: ({ crossorigin }) => potentialCorsRequest(crossorigin),
    events: LOAD_OR_ERROR,
  },
  'module-script': {
    words: '<script type="module">',
    kind: 'script',
    request: ({ crossorigin }) => moduleRequest(crossorigin),
    events: LOAD_OR_ERROR,
  },
  // https://html.spec.whatwg.org/multipage/scripting.html#execute-the-script-element
  // An inline script fires no load.
  'static-import': {
    words: 'import',
    kind: 'script',
    request: ({ crossorigin }) => moduleRequest(crossorigin),
    events: { allowed: [], opaque: [], blocked: ['error'] },
  },
  'dynamic-import': {
    words: 'import()',
    kind: 'script',
    request: () => moduleRequest(),
  },
  // https://html.spec.whatwg.org/multipage/links.html#link-type-preload
  preload: {
    words: '<link rel="preload">',
    kind: 'link element resource',
    request: ({ crossorigin }) => potentialCorsRequest(crossorigin),
    events: LOAD_OR_ERROR,
  },
  // https://html.spec.whatwg.org/multipage/links.html#link-type-modulepreload
  modulepreload: {
    words: '<link rel="modulepreload">',
    kind: 'script',
    request: ({ crossorigin }) => moduleRequest(crossorigin),
    events: LOAD_OR_ERROR,
  },
  // https://html.spec.whatwg.org/multipage/links.html#link-type-prefetch
  prefetch: {
    words: '<link rel="prefetch">',
    kind: 'link prefetch resource',
    request: ({ crossorigin }) => potentialCorsRequest(crossorigin),
    events: LOAD_OR_ERROR,
  },
};
