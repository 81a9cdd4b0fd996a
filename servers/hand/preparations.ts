/** What a person must do or know before a play can be acted out by hand. */
import { ORIGINS, type OriginTable } from '../../scenarios/origins.ts';
import type { Play, Realm } from '../../scenarios/types.ts';
import type { Engine } from '../../messages/types.ts';
import { html, type Html } from './html.ts';
import { certificatesOf, originsIn, type Place } from './place.ts';
import type { HandBook } from './types.ts';

const REALMS: Readonly<Record<Realm, string | null>> = {
  window: null,
  frame: 'in a frame of the page’s own origin',
  'sandboxed-frame': 'in a sandboxed frame, whose origin is opaque and is sent as "null"',
  'sandboxed-frame-same-origin': 'in a sandboxed frame that keeps its origin',
  'data-document':
    'in a document made of a data: URL, whose origin is opaque and is sent as "null"',
  'srcdoc-document': 'in a frame whose document stands in the attribute srcdoc',
  'blob-document': 'in a document made of a blob: URL',
  'blank-document': 'in a frame that was never navigated',
  'dedicated-worker': 'in a dedicated worker',
  'blob-worker': 'in a worker made of a blob: URL',
  'data-shared-worker':
    'in a shared worker made of a data: URL, whose origin is opaque and is sent as "null"',
  'data-worker': 'in a worker made of a data: URL, whose origin is opaque and is sent as "null"',
  'shared-worker': 'in a shared worker, whose console is not this page’s',
  'service-worker': 'in a service worker, whose console is not this page’s',
  'controlled-frame': 'in a frame that a service worker answers for',
  file: 'in a page opened from disk',
};

const HOW_TO_LOAD: Readonly<Partial<Record<Engine, string>>> = {
  firefox: 'Firefox: about:debugging, This Firefox, Load Temporary Add-on, manifest.json in',
  chromium: 'Chromium: chrome://extensions, Developer mode, Load unpacked, the folder',
};

function launchNotes(play: Play, table: OriginTable, book: HandBook): Html[] {
  const { preferences = {}, loopbackNames = [], extension } = play.launch ?? {};
  const { publicOrigins = [], localNetwork } = play.launch ?? {};
  const addresses = publicOrigins.map((name) => `127.0.0.1:${new URL(table[name]).port}`);
  const hosts = originsIn(play).map((name): string => ORIGINS[name].host);
  const folders = (extension === undefined ? [] : (Object.keys(HOW_TO_LOAD) as Engine[])).flatMap(
    (engine) => {
      const folder = book.extensionFolder(extension ?? '', engine);
      return folder === null ? [] : [{ how: HOW_TO_LOAD[engine], folder }];
    },
  );
  return [
    ...Object.entries(preferences).map(
      ([name, value]) =>
        html`A page cannot set a preference. In Firefox open <code>about:config</code>, set
          <code>${name}</code> to <code>${String(value)}</code>, act it out, and set it back: it is
          in force for every page. Other engines have no such preference.`,
    ),
    ...(addresses.length === 0
      ? []
      : [
          html`A page cannot come from a public address here. Start Chromium with
            <code
              >--ip-address-space-overrides=${addresses.map((one) => `${one}=public`).join(',')}</code
            >, or set Firefox's <code>network.lna.address_space.public.override</code> to
            <code>${addresses.join(',')}</code>.
            ${
              localNetwork === undefined
                ? 'Leave the browser’s question unanswered.'
                : `Answer the browser’s question with ${localNetwork === 'granted' ? 'yes' : 'no'}.`
            }`,
        ]),
    ...loopbackNames
      .filter((name) => hosts.includes(name))
      .map(
        (name) =>
          html`A page cannot teach the browser a name. Add <code>127.0.0.1 ${name}</code> to the
            hosts file of this machine, or start Chromium with
            <code>--host-resolver-rules="MAP ${name} 127.0.0.1"</code>.`,
      ),
    ...(extension === undefined
      ? []
      : [
          html`The extension <code>${extension}</code> asks, not the page. Load it, take any other
            of this suite out, and reload this page:
            ${folders.map(({ how, folder }) => html`<br />${how} <code class="path">${folder}</code>`)}
            <br />WebKitGTK's MiniBrowser loads no extensions.`,
        ]),
  ];
}

/** The notes in order, for `play` as it is acted out at `place`. */
export function preparations(
  play: Play,
  place: Place,
  table: OriginTable,
  book: HandBook,
): readonly Html[] {
  const realm = REALMS[play.page?.realm ?? 'window'];
  const addresses = certificatesOf(play, table);
  return [
    ...(realm !== null && place.kind !== 'disk' ? [html`The script runs ${realm}.`] : []),
    ...launchNotes(play, table, book),
    ...addresses.map(
      (address) =>
        html`The certificate is the suite's own, made at start-up, and no browser trusts it: open
          <a href="${address}" target="_blank">${address}</a> first and accept it there.`,
    ),
    ...(place.kind === 'here' ? place.framed : []).map(
      (origin) =>
        html`The part of <code>${table[origin]}</code> (${ORIGINS[origin].words}) is played by a
          hidden frame of that origin.`,
    ),
    ...(play.steps.some((step) => step.do === 'server-fetch')
      ? [html`Node asks, in the process that serves this page; no browser has a part in it.`]
      : []),
  ];
}
