import { h, setClass } from './dom.js';

/**
 * A table whose rows live as long as what they show: focus and selection survive an update.
 * Columns: { head, cell(row) -> text or { text, class, href, title, value, button, onclick }, number, wide, keep }.
 */
export class Table {
  #columns;
  #keyOf;
  #rows = new Map();
  #body = h('tbody', { role: 'rowgroup' });
  #table;
  #empty;

  constructor(caption, columns, keyOf, empty) {
    this.#columns = columns;
    this.#keyOf = keyOf;
    // As cards on a phone the parts of a table are tables no more to a browser: their roles are said.
    const head = h('tr', { role: 'row' }, ...columns.map(column => h('th', { scope: 'col', role: 'columnheader', class: classOf(column) }, column.head)));
    this.#table = h('table', { role: 'table' }, h('caption', {}, caption), h('thead', { role: 'rowgroup' }, head), this.#body);
    this.#empty = h('p', { class: 'empty' }, empty);
    this.element = h('div', { class: 'table-box' }, this.#table, this.#empty);
    this.update([]);
  }

  update(rows) {
    this.#table.hidden = rows.length === 0;
    this.#empty.hidden = rows.length > 0;
    const seen = new Set();
    let place = this.#body.firstElementChild;
    for (const row of rows) {
      const key = this.#keyOf(row);
      if (seen.has(key)) continue;
      seen.add(key);
      const shown = this.#rows.get(key) ?? this.#add(key);
      this.#columns.forEach((column, index) => show(shown.cells[index], column, row));
      if (shown.element === place) place = place.nextElementSibling;
      else this.#body.insertBefore(shown.element, place);
    }

    for (const [key, shown] of this.#rows) {
      if (seen.has(key)) continue;
      shown.element.remove();
      this.#rows.delete(key);
    }
  }

  #add(key) {
    const cells = this.#columns.map(column => ({ element: h('td', { role: 'cell', 'data-label': column.head }), last: null }));
    const shown = { element: h('tr', { role: 'row', 'data-key': key }, ...cells.map(cell => cell.element)), cells };
    this.#rows.set(key, shown);
    return shown;
  }
}

function show(cell, column, row) {
  const given = column.cell(row);
  const wanted = given !== null && typeof given === 'object' ? given : { text: given ?? '' };
  const same = cell.last !== null && ['text', 'class', 'href', 'title', 'value', 'button'].every(name => cell.last[name] === wanted[name]);
  cell.last = wanted;
  if (same) return;
  setClass(cell.element, [classOf(column), wanted.class, wanted.text === '' && !wanted.button ? 'blank' : ''].filter(Boolean).join(' '));
  if (wanted.title) cell.element.title = wanted.title;
  // The exact figure beside the rounded one that is shown.
  if (wanted.value !== undefined && wanted.value !== null) cell.element.dataset.value = wanted.value;
  cell.element.replaceChildren(inner(cell, wanted));
}

function inner(cell, wanted) {
  if (wanted.href) return h('a', { href: wanted.href }, wanted.text);
  if (wanted.button) return h('button', { type: 'button', class: 'button small', 'aria-label': wanted.title ?? wanted.button, onclick: () => cell.last.onclick() }, wanted.button);
  return document.createTextNode(wanted.text);
}

function classOf(column) {
  return [column.number && 'number', column.wide && 'wide', column.keep && 'keep'].filter(Boolean).join(' ');
}
