import { read } from './ask.js';
import { card, h, setText } from './dom.js';
import { clock, moment, words } from './format.js';
import { picture } from './stream.js';
import { Table } from './table.js';

const page = 100;
const loudness = { info: 'faint', warning: 'careful', error: 'bad', critical: 'bad' };

/** The event log: newest first, searched by the journal, followed while it is on its first page. */
export function eventsView(query) {
  const fields = {
    text: h('input', { id: 'search-text', type: 'search', placeholder: 'words in text, reason, type, facts' }),
    severity: h('select', { id: 'search-severity' }, ...['info', 'warning', 'error', 'critical'].map(one => h('option', { value: one }, one === 'info' ? 'all' : `${one}${one === 'critical' ? '' : ' or louder'}`))),
    symbol: h('input', { id: 'search-symbol', type: 'text', autocapitalize: 'characters', spellcheck: 'false' }),
    correlation: h('input', { id: 'search-correlation', type: 'text', spellcheck: 'false' }),
  };
  for (const [name, field] of Object.entries(fields)) if (query.get(name)) field.value = query.get(name);
  const form = h('form', { class: 'search', role: 'search' },
    ...[['text', 'Text'], ['severity', 'Severity'], ['symbol', 'Symbol'], ['correlation', 'Story (correlation id)']].map(([name, label]) => h('div', {}, h('label', { for: `search-${name}` }, label), fields[name])),
    h('button', { type: 'submit', class: 'button primary' }, 'Search'));
  const table = new Table('Events', [
    { head: 'Time', keep: true, cell: row => ({ text: clock(row.event.venueTime), title: `${moment(row.event.venueTime)}, New York` }) },
    { head: 'Severity', cell: row => ({ text: row.event.severity, class: loudness[row.event.severity] }) },
    { head: 'Process', cell: row => row.event.process },
    { head: 'Event', cell: row => words(row.event.type) },
    { head: 'Symbol', cell: row => row.event.symbol ?? '' },
    { head: 'What', wide: true, cell: row => ({ text: sentence(row.event), title: Object.entries(row.event.facts ?? {}).map(([name, value]) => `${name} ${value}`).join('\n') }) },
    { head: 'Story', cell: row => ({ text: 'follow', href: `#/events?correlation=${encodeURIComponent(row.event.correlationId)}`, title: row.event.correlationId }) },
  ], row => String(row.sequence), 'No event matches.');
  const said = h('p', { class: 'faint', role: 'status' });
  const older = h('button', { type: 'button', class: 'button', onclick: () => load(rows.at(-1)?.sequence) }, 'Older');
  const element = h('div', { class: 'grid' }, h('h1', {}, 'Events'), card('Event log', form, said, table.element, h('div', { class: 'buttons' }, older)));
  let rows = [];
  let newest = 0;
  let reading = false;
  let pages = 1;

  form.addEventListener('submit', event => {
    event.preventDefault();
    const wanted = new URLSearchParams(asked());
    // The search stands in the address: it can be kept and sent.
    history.replaceState(null, '', `#/events${wanted.size > 0 ? `?${wanted}` : ''}`);
    load();
  });

  function asked() {
    return Object.entries(fields).map(([name, field]) => [name, field.value.trim()]).filter(([name, value]) => value !== '' && !(name === 'severity' && value === 'info'));
  }

  async function load(before) {
    if (reading) return;
    reading = true;
    try {
      const answer = await read(`/api/events?${new URLSearchParams([...asked(), ['limit', String(page)], ...(before ? [['before', String(before)]] : [])])}`);
      pages = before ? pages + 1 : 1;
      rows = before ? [...rows, ...answer.events] : answer.events;
      if (!before) newest = Math.max(newest, answer.events[0]?.sequence ?? 0);
      older.hidden = answer.events.length < page;
      setText(said, rows.length === 0 ? '' : `${rows.length} events, newest first; times of New York.`);
      table.update(rows);
    } catch (refused) {
      setText(said, refused.message);
    } finally {
      reading = false;
    }
  }

  load();
  return {
    element,
    update(panel) {
      const told = picture('events');
      if (panel !== 'events' || !told || told.error || told.newest === newest || pages > 1) return;
      newest = told.newest;
      load();
    },
  };
}

function sentence(event) {
  return [event.text, event.reason && !event.text?.includes(event.reason) ? `(${words(event.reason)})` : ''].filter(Boolean).join(' ') || Object.entries(event.facts ?? {}).slice(0, 4).map(([name, value]) => `${words(name)} ${value}`).join(', ');
}
