// Filters and permalinks of the history matrix. The page is whole without this script; it never
// writes markup. A view is an address: ?q=…&topic=…&engine=…&differ=…&change=…&status=…#scenario-id
(() => {
  'use strict';

  /** @typedef {{ head: HTMLElement, group: HTMLElement, opener: HTMLAnchorElement, statuses: string, differs: string, kinds: string[] }} Row */

  const matrix = /** @type {HTMLTableElement} */ (document.getElementById('theMatrix'));
  const form = /** @type {HTMLFormElement} */ (document.getElementById('theFilters'));
  const count = /** @type {HTMLElement} */ (document.getElementById('theCount'));
  const totals = /** @type {HTMLElement} */ (document.getElementById('theTotals'));
  const FIELDS = ['q', 'topic', 'engine', 'differ', 'change'];

  /** @param {string} name */
  const field = (name) =>
    /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name));

  const views = [.../** @type {HTMLSelectElement} */ (field('engine')).options]
    .map(({ value }) => value)
    .filter((value) => value !== '');

  /** @type {Row[]} */
  const rows = [...matrix.querySelectorAll('tr.r')].map((tr) => {
    const head = /** @type {HTMLElement} */ (tr);
    return {
      head,
      group: /** @type {HTMLElement} */ (head.parentElement),
      opener: /** @type {HTMLAnchorElement} */ (head.querySelector('a.o')),
      statuses: head.dataset['s'] ?? '',
      differs: head.dataset['differs'] ?? '',
      kinds: (head.dataset['k'] ?? '').split(';'),
    };
  });
  const rowOf = new Map(rows.map((row) => [row.head, row]));

  /** The columns that a view shows, by the engine keys: those of one engine begin with its name. */
  const keys = views.slice(0, rows[0]?.statuses.length ?? 0);
  /** @param {string} view @returns {number[] | null} Null: all. */
  const columnsOf = (view) => {
    if (view === '') return null;
    const exact = keys.indexOf(view);
    if (exact >= 0) return [exact];
    return keys.flatMap((key, index) => (key.startsWith(`${view}-`) ? [index] : []));
  };

  /** Read once, when a search first needs it. @type {WeakMap<Row, string>} */
  const texts = new WeakMap();
  /** @param {Row} row */
  const textOf = (row) => {
    const known = texts.get(row);
    if (known !== undefined) return known;
    const topic = row.group.dataset['topic'] ?? '';
    const read = `${topic} ${row.head.textContent} `.toLowerCase() + row.head.dataset['find'];
    texts.set(row, read);
    return read;
  };

  const statusButtons = [...totals.querySelectorAll('li')].map((item) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = item.className;
    button.value = item.dataset['status'] ?? '';
    button.dataset['letter'] = item.dataset['letter'] ?? '';
    button.setAttribute('aria-pressed', 'false');
    button.append(...item.childNodes);
    item.append(button);
    return button;
  });
  totals.setAttribute('aria-label', 'Show only these statuses');

  const pressed = () =>
    statusButtons.filter((button) => button.getAttribute('aria-pressed') === 'true');

  const addressOfView = () => {
    const query = new URLSearchParams();
    for (const name of FIELDS) if (field(name).value) query.set(name, field(name).value);
    if (pressed().length)
      query.set(
        'status',
        pressed()
          .map(({ value }) => value)
          .join(','),
      );
    return query.toString();
  };

  let typing = false;
  /** @param {string} hash @param {boolean} [typed] Letters of one search are one step back. */
  const writeAddress = (hash, typed = false) => {
    const query = addressOfView();
    const address = `${location.pathname}${query ? `?${query}` : ''}${hash}`;
    const known = `${location.pathname}${location.search}${location.hash}`;
    try {
      if (address !== known)
        history[typed && typing ? 'replaceState' : 'pushState'](null, '', address);
    } catch {
      // Where the page has no address of its own (a preview frame), it has no permalinks either.
    }
    typing = typed;
  };

  const apply = () => {
    const words = field('q').value.toLowerCase().split(/\s+/).filter(Boolean);
    const topic = field('topic').value;
    const differ = field('differ').value;
    const change = field('change').value;
    const view = field('engine').value;
    const columns = columnsOf(view);
    const letters = pressed().map((button) => button.dataset['letter'] ?? '');

    /** @param {Row} row */
    const matches = (row) => {
      if (topic && row.group.dataset['topic'] !== topic) return false;
      if (differ === 'any' ? !row.differs : differ && !row.differs.split(' ').includes(differ))
        return false;
      if (change) {
        const kinds = columns ? columns.map((index) => row.kinds[index] ?? '') : row.kinds;
        if (!kinds.some((of) => (change === 'any' ? of : of.split(' ').includes(change))))
          return false;
      }
      if (letters.length) {
        const looked = columns
          ? columns.map((index) => row.statuses[index] ?? '')
          : row.statuses.split('');
        if (!looked.some((letter) => letters.includes(letter))) return false;
      }
      return !words.length || words.every((word) => textOf(row).includes(word));
    };

    let shown = 0;
    /** @type {Set<HTMLElement>} */
    const groups = new Set();
    for (const row of rows) {
      const show = matches(row);
      if (row.head.hidden === show) row.head.hidden = !show;
      if (show) {
        shown += 1;
        groups.add(row.group);
      }
    }
    for (const group of matrix.tBodies) group.hidden = !groups.has(group);
    const name = view ? `history view-${views.indexOf(view)}` : 'history';
    if (matrix.className !== name) matrix.className = name;
    count.textContent =
      shown === rows.length
        ? `${rows.length} scenarios`
        : `${shown} of ${rows.length} scenarios shown`;
  };

  const clear = () => {
    for (const name of FIELDS) field(name).value = '';
    for (const button of statusButtons) button.setAttribute('aria-pressed', 'false');
  };

  /** @param {Row} row @param {boolean} open */
  const show = (row, open) => {
    row.head.classList.toggle('open', open);
    row.opener.setAttribute('aria-expanded', String(open));
  };

  /** Of the open row; an address that names a hidden one would not bring its filters back. */
  const openHash = () =>
    rows.find(({ head }) => head.classList.contains('open') && !head.hidden)?.opener.hash ?? '';

  const hashRow = () => rows.find(({ opener }) => opener.hash === location.hash);

  /** Shows what the address says. */
  const readAddress = () => {
    const query = new URLSearchParams(location.search);
    for (const name of FIELDS) {
      const input = field(name);
      input.value = query.get(name) ?? '';
      // A select that knows no such value falls back to none, and would show nothing chosen.
      if (input instanceof HTMLSelectElement && input.selectedIndex < 0) input.value = '';
    }
    const statuses = (query.get('status') ?? '').split(',');
    for (const button of statusButtons)
      button.setAttribute('aria-pressed', String(statuses.includes(button.value)));
    apply();
    const wanted = hashRow();
    if (wanted?.head.hidden) {
      clear();
      apply();
    }
    for (const row of rows)
      if (row.head.classList.contains('open') && row !== wanted) show(row, false);
    if (wanted) {
      show(wanted, true);
      wanted.head.scrollIntoView({ block: 'start', behavior: 'instant' });
    }
  };

  matrix.addEventListener('click', (event) => {
    const target = /** @type {Element} */ (event.target);
    const head = /** @type {HTMLElement | null} */ (target.closest('tr.r'));
    const row = head && rowOf.get(head);
    if (!row) return;
    const link = target.closest('a');
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    // The title and the marks lead to the scenario's page; a selection by mouse is no click.
    if (link ? link !== row.opener : getSelection()?.type === 'Range') return;
    event.preventDefault();
    const open = !row.head.classList.contains('open');
    for (const other of rows)
      if (other !== row && other.head.classList.contains('open')) show(other, false);
    show(row, open);
    writeAddress(open ? row.opener.hash : '');
  });

  // Escape leaves what was entered: the open row, the search.
  matrix.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const head = /** @type {HTMLElement | null} */ (
      /** @type {Element} */ (event.target).closest('tr.r')
    );
    const row = head && rowOf.get(head);
    if (!row?.head.classList.contains('open')) return;
    event.preventDefault();
    show(row, false);
    row.opener.focus();
    writeAddress('');
  });

  field('q').addEventListener('keydown', (event) => {
    if (/** @type {KeyboardEvent} */ (event).key !== 'Escape' || !field('q').value) return;
    event.preventDefault();
    field('q').value = '';
    apply();
    writeAddress(openHash(), true);
  });

  totals.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('button');
    if (!button) return;
    button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
    apply();
    writeAddress(openHash());
  });

  form.addEventListener('input', (event) => {
    apply();
    writeAddress(openHash(), event.target === field('q'));
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    clear();
    apply();
    writeAddress(openHash());
  });
  addEventListener('popstate', () => {
    typing = false;
    readAddress();
  });

  document.documentElement.classList.add('js');
  for (const { opener } of rows) opener.setAttribute('aria-expanded', 'false');
  form.hidden = false;
  readAddress();
})();
