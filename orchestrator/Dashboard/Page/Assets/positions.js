import { ask } from './controls.js';
import { clock, gain, none, percent, price, shares, words } from './format.js';
import { picture } from './stream.js';
import { Table } from './table.js';

/** The open positions with stop and the distance to it. */
export function openPositions() {
  const table = new Table('Open positions', [
    { head: 'Symbol', keep: true, cell: row => row.position.tradeId ? { text: row.position.symbol, href: `#/trade?id=${encodeURIComponent(row.position.tradeId)}`, value: row.position.symbol } : row.position.symbol },
    { head: 'Shares', number: true, cell: row => ({ text: shares(row.position.quantity), value: row.position.quantity }) },
    { head: 'Entry', number: true, cell: row => ({ text: price(row.entry), value: row.entry ?? '' }) },
    { head: 'Now', number: true, cell: row => ({ text: price(row.price), title: row.priceAt ? `bid of ${clock(row.priceAt)} New York` : undefined }) },
    { head: 'Stop', number: true, cell: row => row.position.wantedStop ? { text: price(row.position.wantedStop), value: row.position.wantedStop } : { text: 'none', class: 'bad', value: '' } },
    { head: 'To stop', number: true, cell: row => ({ text: percent(row.stopDistance), class: row.stopDistance !== null && row.stopDistance < 0.002 ? 'careful' : '' }) },
    { head: 'Take profit', number: true, cell: row => ({ text: price(row.position.takeProfit), value: row.position.takeProfit ?? '' }) },
    { head: 'Open profit', number: true, cell: row => gain(row.unrealized) },
    { head: 'Since', keep: true, cell: row => row.position.openedAt ? clock(row.position.openedAt) : none },
    { head: 'State', cell: row => row.position.exitReason ? { text: `leaving: ${words(row.position.exitReason)}`, class: 'careful' } : row.position.trailingActive ? 'trailing' : row.position.breakevenReached ? 'at breakeven' : 'held' },
    { head: 'Leave', cell: row => ({ text: '', button: 'Leave…', title: `Leave ${row.position.symbol}`, onclick: () => ask('flatten', row.position.symbol) }) },
  ], row => row.position.symbol, 'Nothing is held.');
  function update() {
    const view = picture('positions');
    if (view && !view.error) table.update(view.positions);
  }

  update();
  return { element: table.element, update };
}
