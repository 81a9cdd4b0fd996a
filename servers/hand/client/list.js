// @ts-check
// The filter of the list. The page is whole without it; its state is the address: ?q=…
(() => {
  'use strict';

  const form = /** @type {HTMLFormElement} */ (document.getElementById('theFilter'));
  const query = /** @type {HTMLInputElement} */ (document.getElementById('theQuery'));
  const count = /** @type {HTMLElement} */ (document.getElementById('theCount'));
  const sections = [...document.querySelectorAll('main section')].map((element) => {
    const section = /** @type {HTMLElement} */ (element);
    const head = `${section.querySelector('h2')?.textContent} ${section.querySelector('.mdn')?.textContent ?? ''}`;
    const rows = [...section.querySelectorAll('li')].map((row) => ({
      row,
      text: `${head} ${row.dataset['text']} ${row.textContent}`.toLowerCase(),
    }));
    return { section, rows };
  });
  const all = sections.reduce((sum, { rows }) => sum + rows.length, 0);

  const apply = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { section, rows } of sections) {
      const matching = rows.filter(({ row, text }) => {
        row.hidden = !words.every((word) => text.includes(word));
        return !row.hidden;
      });
      section.hidden = matching.length === 0;
      shown += matching.length;
    }
    count.textContent = shown === all ? `${all} scenarios` : `${shown} of ${all} scenarios`;
  };

  form.addEventListener('input', () => {
    apply();
    const search = query.value === '' ? '' : `?${new URLSearchParams({ q: query.value })}`;
    history.replaceState(null, '', `${location.pathname}${search}`);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  query.value = new URLSearchParams(location.search).get('q') ?? '';
  form.hidden = false;
  apply();
})();
