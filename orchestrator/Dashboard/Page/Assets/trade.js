import { read } from './ask.js';
import { Chart, levels, path, plot, scale, ticks, times } from './chart.js';
import { card, h, s, setText } from './dom.js';
import { clock, clockShort, gain, moment, price, shares, words } from './format.js';
import { picture } from './stream.js';
import { Table } from './table.js';

const height = 380;

/** One round trip: its bars with entry, the path of the stop, and the exit. */
export function tradeView(query) {
  const id = query.get('id') ?? '';
  const title = h('h1', {}, 'Trade');
  const said = h('p', { class: 'faint', role: 'status' }, 'Reading…');
  const chart = new Chart('Prices', height);
  const caption = h('figcaption', {});
  const drawn = h('figure', { hidden: true }, chart.element, legend(), caption);
  const facts = h('dl', { class: 'grid figures' });
  const executions = new Table('Executions', [
    { head: 'At', keep: true, cell: row => ({ text: clock(row.execution.at), title: moment(row.execution.at) }) },
    { head: 'Side', cell: row => row.execution.side },
    { head: 'Shares', number: true, cell: row => ({ text: shares(row.execution.quantity), value: row.execution.quantity }) },
    { head: 'Price', number: true, cell: row => ({ text: price(row.execution.price), value: row.execution.price }) },
    { head: 'Note', cell: row => row.isDerived ? 'mean of matches the venue did not tell singly' : '' },
  ], row => `${row.execution.venueOrderId}-${row.execution.cumulativeQuantity}`, 'No execution is known.');
  const links = h('p', {});
  const element = h('div', { class: 'grid' }, title, facts, card('Course', said, drawn), card('Executions', executions.element, links));
  let lastRead = 0;
  let isOpen = true;

  async function load() {
    lastRead = performance.now();
    try {
      const told = await read(`/api/trade?id=${encodeURIComponent(id)}`);
      isOpen = told.trade === null;
      show(told);
    } catch (refused) {
      setText(said, refused.message);
    }
  }

  function show(told) {
    const { position, trade } = told;
    setText(title, `${position.symbol}, ${trade ? 'closed' : 'open'}`);
    const profit = trade ? gain(trade.profit) : { text: 'open' };
    facts.replaceChildren(
      fact('Shares', shares(trade?.quantity ?? position.quantity)), fact('Entry', price(told.entry), position.openedAt ? moment(position.openedAt) : ''),
      fact(trade ? 'Exit' : 'Stop now', price(trade ? trade.exitPrice : position.wantedStop), trade ? moment(trade.exitAt) : ''),
      fact('Profit', profit.text, trade ? words(trade.exitReason) : '', profit.class), fact('Strategy', position.strategy ?? '–'), fact('First stop', price(position.initialStop)));
    executions.update(told.executions);
    links.replaceChildren(h('a', { href: `#/events?correlation=${encodeURIComponent(told.correlationId)}` }, 'All events of this story'));
    setText(said, told.bars.length === 0 ? 'There are no bars of this time: they are kept for three days.' : '');
    said.hidden = told.bars.length > 0;
    drawn.hidden = told.bars.length === 0;
    const text = `${position.symbol}: bought at ${price(told.entry)}${trade ? `, sold at ${price(trade.exitPrice)}, ${words(trade.exitReason)}, profit ${gain(trade.profit).text}` : ''}; the stop began at ${price(position.initialStop)} and ${told.steps.some(step => step.stop !== told.steps[0].stop) ? 'was moved' : 'stood still'}.`;
    setText(caption, text);
    if (told.bars.length > 0) chart.show(text, width => draw(told, width));
  }

  load();
  return {
    element,
    // An open trade goes on; each five seconds is often enough to look at.
    update: panel => panel === 'positions' && isOpen && picture('positions') && performance.now() - lastRead > 5000 && load(),
  };
}

function fact(name, text, note = '', className = '') {
  return h('div', { class: 'card figure' }, h('dt', {}, name), h('dd', {}, h('span', { class: className, 'data-figure': name }, text), h('span', { class: 'note' }, note)));
}

function legend() {
  const sample = (className, text) => h('li', {}, s('svg', { width: 26, height: 10, 'aria-hidden': 'true' }, s('path', { class: className, d: 'M1 5L25 5' })), text);
  return h('ul', { class: 'legend' }, sample('stop', 'stop'), sample('target', 'take profit'), h('li', {}, '▲ bought'), h('li', {}, '▼ sold'), h('li', {}, 'hollow bar: rose, full bar: fell'));
}

function draw({ bars, barMinutes, steps, executions, trade }, width) {
  const { left, right } = plot(width);
  const begin = bars.map(bar => Date.parse(bar.start));
  const x = scale(0, Math.max(1, bars.length - 1), left + 6, right - 6);
  // Between bars a moment lies where its minute does.
  const at = time => {
    const moment = Date.parse(time);
    const after = begin.findIndex(start => start > moment);
    if (after === 0) return x(0);
    const index = after === -1 ? bars.length - 1 : after - 1;
    return x(index) + Math.min(1, (moment - begin[index]) / (60000 * barMinutes)) * (x(1) - x(0)) * 0.9;
  };
  const stops = steps.filter(step => step.stop).map(step => ({ at: step.at, price: Number(step.stop) }));
  const targets = steps.filter(step => step.takeProfit).map(step => ({ at: step.at, price: Number(step.takeProfit) }));
  const marks = executions.map(one => ({ at: one.execution.at, price: Number(one.execution.price), side: one.execution.side }));
  const values = [...bars.flatMap(bar => [Number(bar.high), Number(bar.low)]), ...stops.map(one => one.price), ...marks.map(one => one.price)];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const margin = (most - least) * 0.06 || 0.01;
  const y = scale(least - margin, most + margin, height - 26, 10);
  const end = trade ? at(trade.exitAt) : right - 6;
  const half = Math.max(1.5, Math.min(5, (x(1) - x(0)) * 0.35));
  return [
    ...levels(ticks(least - margin, most + margin, 5), y, width, value => price(value)),
    ...times(bars, x, height - 6, width, bar => clockShort(bar.start)),
    ...bars.flatMap((bar, index) => candle(bar, x(index), half, y)),
    s('path', { class: 'target', d: staircase(targets.filter(one => y(one.price) > 0), at, y, end) }),
    s('path', { class: 'stop', d: staircase(stops, at, y, end) }),
    ...marks.flatMap(one => mark(one, at(one.at), y(one.price))),
  ];
}

function candle(bar, x, half, y) {
  const rose = Number(bar.close) >= Number(bar.open);
  const [top, bottom] = [y(Math.max(Number(bar.open), Number(bar.close))), y(Math.min(Number(bar.open), Number(bar.close)))];
  const kind = rose ? 'up-bar' : 'down-bar';
  return [s('line', { class: kind, x1: x, x2: x, y1: y(Number(bar.high)), y2: y(Number(bar.low)) }), s('rect', { class: kind, x: x - half, y: top, width: half * 2, height: Math.max(1, bottom - top) })];
}

function mark(one, x, y) {
  const points = one.side === 'buy' ? `${x},${y - 1} ${x - 7},${y + 12} ${x + 7},${y + 12}` : `${x},${y + 1} ${x - 7},${y - 12} ${x + 7},${y - 12}`;
  return [s('polygon', { class: 'mark', points }), s('text', { class: 'mark-text', x: x + 10, y: one.side === 'buy' ? y + 14 : y - 5 }, price(one.price))];
}

/** Flat until the next step. */
function staircase(steps, at, y, end) {
  const corners = steps.flatMap((step, index) => [[at(step.at), y(step.price)], [index + 1 < steps.length ? at(steps[index + 1].at) : end, y(step.price)]]);
  return path(corners.filter(([x]) => x <= end + 1));
}
