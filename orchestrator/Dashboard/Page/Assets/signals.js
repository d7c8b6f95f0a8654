import { card, h, setText } from './dom.js';
import { clock, moment, none, words } from './format.js';
import { picture } from './stream.js';
import { Table } from './table.js';

/** How many signals came how far, and why the others did not. */
export function signalsView() {
  const since = h('p', { class: 'faint' });
  const steps = h('dl', { class: 'funnel' });
  const refusals = h('dl', { class: 'funnel' });
  const noRefusals = h('p', { class: 'empty' }, 'None was refused.');
  const table = new Table('Newest signals', [
    { head: 'Bar', keep: true, cell: row => ({ text: clock(row.signal.bar.start), title: moment(row.signal.bar.start) }) },
    { head: 'Symbol', keep: true, cell: row => row.signal.symbol },
    { head: 'Strategy', cell: row => row.signal.strategy },
    { head: 'Score', number: true, cell: row => Number(row.signal.score).toFixed(0) },
    { head: 'Velocity', number: true, cell: row => basisPoints(row.signal.velocity) },
    { head: 'Acceleration', number: true, cell: row => basisPoints(row.signal.acceleration) },
    { head: 'Rel. volume', number: true, cell: row => Number(row.signal.relativeVolume).toFixed(1) },
    { head: 'Outcome', cell: row => row.outcome === 'entered' ? { text: 'entered', class: 'good' } : row.outcome === 'refused' ? { text: `refused: ${words(row.reason)}`, class: 'careful' } : { text: 'not answered', class: 'faint' } },
    { head: 'Story', cell: row => ({ text: 'events', href: `#/events?correlation=${encodeURIComponent(row.signal.correlationId)}` }) },
  ], row => row.signal.id, 'No signal yet.');
  const element = h('div', { class: 'grid' },
    h('h1', {}, 'Signals'),
    h('div', { class: 'grid halves' }, card('From signal to trade', since, steps), card('Refused for', noRefusals, refusals)),
    card('Newest signals', table.element));

  function update() {
    const view = picture('funnel');
    if (!view || view.error) return;
    const { funnel } = view;
    setText(since, `Since ${view.since ? moment(view.since) : none}, New York.`);
    const most = Math.max(1, funnel.found);
    bars(steps, [['Signals', funnel.found], ['Entries intended', funnel.entered], ['Filled', funnel.filled], ['Closed', funnel.closed], ['With a profit', funnel.won], ['Refused', funnel.refused, 'refused'], ['Not answered', funnel.unanswered, 'refused']], most);
    bars(refusals, funnel.refusals.map(one => [words(one.key), one.value, 'refused']), Math.max(1, ...funnel.refusals.map(one => one.value)));
    noRefusals.hidden = funnel.refusals.length > 0;
    table.update(view.signals);
  }

  update();
  return { element, update: panel => panel === 'funnel' && update() };
}

const basisPoints = fraction => `${(Number(fraction) * 10000).toFixed(1)} bp`;

function bars(list, rows, most) {
  const told = rows.map(([name, count]) => `${name}=${count}`).join();
  if (list.dataset.told === told) return;
  list.dataset.told = told;
  list.replaceChildren(...rows.flatMap(([name, count, kind]) => {
    const fill = h('div', { class: `fill ${kind ?? ''}` });
    // By the style object: an inline style would be refused by the page's own policy.
    fill.style.width = `${(count / most * 100).toFixed(1)}%`;
    return [h('dt', {}, name), h('dd', { class: 'track', 'aria-hidden': 'true' }, fill), h('dd', { class: 'count', 'data-count': name }, String(count))];
  }));
}
