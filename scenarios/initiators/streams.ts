/** Requests by script beside fetch and XMLHttpRequest: EventSource, beacons, pings, forms. */
import type { RequestStep } from '../steps.ts';
import { potentialCorsRequest, type Initiators, type StandardRequest } from './types.ts';

export type StreamStep =
  EventSourceStep | WebSocketStep | FetchLaterStep | BeaconStep | PingStep | FormStep;

/** https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface EventSourceStep extends RequestStep {
  readonly do: 'event-source';
  readonly withCredentials?: boolean;
  /** Closed after as many messages, or after a failure that is final. Default 1. */
  readonly messages?: number;
}

/**
 * https://websockets.spec.whatwg.org/ : the URL is that of a route, by http or https. Tells the
 * `data` of what it heard, and whether it ended `clean`.
 */
export interface WebSocketStep extends RequestStep {
  readonly do: 'web-socket';
}

/** https://fetch.spec.whatwg.org/#dom-window-fetchlater ; sent at once, as nothing is to be waited for. */
export interface FetchLaterStep extends RequestStep {
  readonly do: 'fetch-later';
}

/** https://w3c.github.io/beacon/#sendbeacon-method */
export interface BeaconStep extends RequestStep {
  readonly do: 'beacon';
  /** The body becomes a Blob of this type; without it, the body is a string. */
  readonly type?: string;
  /** Firefox has no timing entry of it, by which else its end is told. */
  readonly untimed?: true;
}

/** https://html.spec.whatwg.org/multipage/links.html#hyperlink-auditing */
export interface PingStep extends RequestStep {
  readonly do: 'ping';
}

/** A form is sent into a hidden frame. https://html.spec.whatwg.org/multipage/form-control-infrastructure.html */
export interface FormStep extends RequestStep {
  readonly do: 'form';
  /** A field's name and value. */
  readonly field: readonly [name: string, value: string];
}

/** Safelisted as a value of Content-Type, parameters aside. */
const SIMPLE_TYPES = /^(?:text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

/** https://w3c.github.io/beacon/#sec-processing-model */
function beaconRequest({ type, body = '' }: BeaconStep): StandardRequest {
  const contentType = type ?? 'text/plain;charset=UTF-8';
  return {
    mode: SIMPLE_TYPES.test(contentType) ? 'no-cors' : 'cors',
    credentials: 'include',
    method: 'POST',
    headers: [['Content-Type', contentType]],
    body,
  };
}

export const STREAMS: Initiators<StreamStep> = {
  'event-source': {
    words: 'EventSource',
    kind: 'resource',
    request: ({ withCredentials }) =>
      potentialCorsRequest(withCredentials ? 'use-credentials' : 'anonymous'),
    events: { allowed: ['open', 'message'], opaque: ['open', 'message'], blocked: ['error'] },
  },
  // https://websockets.spec.whatwg.org/#concept-websocket-establish : mode "websocket", no CORS check
  'web-socket': {
    words: 'WebSocket',
    kind: 'resource',
    events: {
      allowed: ['open', 'message', 'close'],
      opaque: [],
      blocked: ['error', 'close'],
    },
  },
  'fetch-later': {
    words: 'fetchLater()',
    kind: 'fetch',
    request: ({ method = 'GET' }) => ({ mode: 'cors', credentials: 'same-origin', method }),
    unseen: true,
  },
  beacon: {
    words: 'navigator.sendBeacon()',
    kind: 'resource',
    request: beaconRequest,
    unseen: true,
  },
  ping: { words: '<a ping>', kind: 'resource', unseen: true },
  form: { words: '<form>', kind: 'document' },
};
