/** How a keyboard gets past the head of a page, and anybody to its sections. */
import { html, type Html } from './escape.ts';

/** Comes first in the body. `id`: of the heading that it leads to. */
export const skipLink = (id: string, words: string): Html =>
  html`<a class="skip" href="#${id}">Skip to ${words}</a>`;

/** Links to the sections that there are: `[id of its heading, words]`, false where it is absent. */
export const contents = (
  sections: readonly (readonly [id: string, words: string] | false)[],
): Html =>
  html`<nav class="contents" aria-label="On this page">
    <ul>
      ${sections.map((section) => section && html`<li><a href="#${section[0]}">${section[1]}</a></li>`)}
    </ul>
  </nav>`;
