// Filters, deep links and copy buttons of the matrix page. The page is whole without this script;
// it never writes markup, and its state is the address: ?q=…&topic=…&status=…#scenario-id
(() => {
  'use strict';

  /** @typedef {{ head: HTMLElement, panel: HTMLElement, cell: HTMLTableCellElement, details: HTMLDetailsElement, link: HTMLAnchorElement, group: HTMLElement, differs: string, statuses: string[] }} Row */

  const matrix = /** @type {HTMLTableElement} */ (document.getElementById('theMatrix'));
  const form = /** @type {HTMLFormElement} */ (document.getElementById('theFilters'));
  const count = /** @type {HTMLElement} */ (document.getElementById('theCount'));
  const totals = /** @type {HTMLElement} */ (document.getElementById('theTotals'));
  const FIELDS = ['q', 'topic', 'engine', 'differ'];

  /** @param {string} name */
  const field = (name) =>
    /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name));

  const engineKeys = [.../** @type {HTMLSelectElement} */ (field('engine')).options]
    .map(({ value }) => value)
    .filter((value) => value !== '');

  /** @type {Row[]} */
  const rows = [...matrix.querySelectorAll('tr.r')].map((tr) => {
    const head = /** @type {HTMLElement} */ (tr);
    const panel = /** @type {HTMLElement} */ (head.nextElementSibling);
    return {
      head,
      panel,
      cell: /** @type {HTMLTableCellElement} */ (panel.firstElementChild),
      details: /** @type {HTMLDetailsElement} */ (panel.querySelector('details')),
      link: /** @type {HTMLAnchorElement} */ (head.querySelector('a.t')),
      group: /** @type {HTMLElement} */ (head.parentElement),
      differs: head.dataset['differs'] ?? '',
      statuses: [...head.querySelectorAll('td')].map(
        (cell) => /(?:^| )s-([\w-]+)/.exec(cell.className)?.[1] ?? '',
      ),
    };
  });
  const rowOf = new Map(rows.map((row) => [row.head, row]));

  /** Read once, when a search first needs it. @type {WeakMap<Row, string>} */
  const texts = new WeakMap();
  /** @param {Row} row */
  const textOf = (row) => {
    const known = texts.get(row);
    if (known !== undefined) return known;
    const read = `${row.group.dataset['topic']} ${row.head.textContent} ${row.panel.textContent}`;
    texts.set(row, read.toLowerCase());
    return read.toLowerCase();
  };

  // The totals of the head become the filter by status.
  const statusButtons = [...totals.querySelectorAll('li')].map((item) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = item.className;
    button.value = item.dataset['status'] ?? '';
    button.setAttribute('aria-pressed', 'false');
    button.append(...item.childNodes);
    item.append(button);
    return button;
  });
  totals.setAttribute('aria-label', 'Show only these statuses');

  const pressed = () =>
    statusButtons
      .filter((button) => button.getAttribute('aria-pressed') === 'true')
      .map(({ value }) => value);

  /** @param {URLSearchParams} query @param {string} hash */
  const writeAddress = (query, hash) => {
    const search = query.toString();
    try {
      history.replaceState(null, '', `${location.pathname}${search ? `?${search}` : ''}${hash}`);
    } catch {
      // Where the page has no address of its own (a preview frame), it has no permalinks either.
    }
  };

  const currentQuery = () => {
    const query = new URLSearchParams();
    for (const name of FIELDS) if (field(name).value) query.set(name, field(name).value);
    if (pressed().length) query.set('status', pressed().join(','));
    return query;
  };

  const apply = () => {
    const words = field('q').value.toLowerCase().split(/\s+/).filter(Boolean);
    const topic = field('topic').value;
    const differ = field('differ').value;
    const column = engineKeys.indexOf(field('engine').value);
    const statuses = new Set(pressed());

    /** @param {Row} row */
    const matches = (row) => {
      if (topic && row.group.dataset['topic'] !== topic) return false;
      if (differ === 'any' ? !row.differs : differ && !row.differs.split(' ').includes(differ))
        return false;
      const looked = column < 0 ? row.statuses : row.statuses.slice(column, column + 1);
      if (statuses.size && !looked.some((status) => statuses.has(status))) return false;
      return !words.length || words.every((word) => textOf(row).includes(word));
    };

    let shown = 0;
    /** @type {Set<HTMLElement>} */
    const groups = new Set();
    for (const row of rows) {
      const show = matches(row);
      row.head.hidden = !show;
      row.panel.hidden = !show;
      if (show) {
        shown += 1;
        groups.add(row.group);
      }
    }
    const columns = (column < 0 ? engineKeys.length : 1) + 1;
    if (rows[0] && rows[0].cell.colSpan !== columns)
      for (const { cell } of rows) cell.colSpan = columns;
    for (const group of matrix.tBodies) group.hidden = !groups.has(group);
    matrix.className = column < 0 ? '' : `only-${column}`;
    count.textContent =
      shown === rows.length
        ? `${rows.length} scenarios`
        : `${shown} of ${rows.length} scenarios shown`;
  };

  const changed = () => {
    apply();
    writeAddress(currentQuery(), location.hash);
  };

  const clear = () => {
    for (const name of FIELDS) field(name).value = '';
    for (const button of statusButtons) button.setAttribute('aria-pressed', 'false');
  };

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
  };

  /** @param {HTMLElement} command */
  const copyButton = (command) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', `Copy: ${command.textContent}`);
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(command.textContent ?? '');
        button.textContent = 'Copied';
      } catch {
        getSelection()?.selectAllChildren(command);
        button.textContent = 'Selected: press Ctrl+C';
      }
    });
    return button;
  };

  for (const command of document.querySelectorAll('.beyond .cmd'))
    command.after(copyButton(/** @type {HTMLElement} */ (command)));

  /** @param {Row} row */
  const opened = (row) => {
    row.link.setAttribute('aria-expanded', String(row.details.open));
    if (row.details.open && !row.panel.querySelector('.copy'))
      for (const command of row.panel.querySelectorAll('.cmd'))
        command.after(copyButton(/** @type {HTMLElement} */ (command)));
  };

  const followHash = () => {
    const row = rows.find(({ link }) => link.hash === location.hash);
    if (!row) return;
    if (row.head.hidden) {
      clear();
      changed();
    }
    row.details.open = true;
    opened(row);
    row.head.scrollIntoView({ block: 'start', behavior: 'instant' });
  };

  for (const row of rows) {
    row.link.setAttribute('aria-expanded', String(row.details.open));
    // Also when find-in-page or a fragment opens it.
    row.details.addEventListener('toggle', () => opened(row));
  }

  matrix.addEventListener('click', (event) => {
    const target = /** @type {Element} */ (event.target);
    const head = /** @type {HTMLElement | null} */ (target.closest('tr.r'));
    const row = head && rowOf.get(head);
    if (!row) return;
    const link = target.closest('a');
    // With a modifier the link stays a link; a selection by mouse is no click.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!link && getSelection()?.type === 'Range') return;
    event.preventDefault();
    row.details.open = !row.details.open;
    opened(row);
    writeAddress(currentQuery(), row.details.open ? row.link.hash : '');
  });

  // Escape leaves what was entered: the panel for its row, the search for the whole matrix.
  matrix.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    const within = /** @type {Element} */ (event.target).closest('tr');
    const row = rows.find(({ head, panel }) => head === within || panel === within);
    if (!row?.details.open) return;
    event.preventDefault();
    row.details.open = false;
    opened(row);
    row.link.focus();
    writeAddress(currentQuery(), '');
  });

  field('q').addEventListener('keydown', (event) => {
    if (/** @type {KeyboardEvent} */ (event).key !== 'Escape' || !field('q').value) return;
    event.preventDefault();
    field('q').value = '';
    changed();
  });

  totals.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('button');
    if (!button) return;
    button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
    changed();
  });

  form.addEventListener('input', changed);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    clear();
    changed();
  });
  addEventListener('popstate', readAddress);
  addEventListener('hashchange', followHash);

  document.documentElement.classList.add('js');
  form.hidden = false;
  readAddress();
  followHash();
})();
