import { card, h, setText } from './dom.js';
import { clock, day, gain, moment, none, price, shares, words } from './format.js';
import { openPositions } from './positions.js';
import { picture } from './stream.js';
import { Table } from './table.js';

/** Positions, orders and closed trades. */
export function tradingView() {
  const positions = openPositions();
  const [open, recent] = [orders('Open orders', 'No order is open.'), orders('Ended orders', 'None yet.')];
  const trades = closedTrades();
  const total = h('p', { class: 'faint' });
  const element = h('div', { class: 'grid' },
    h('h1', {}, 'Trading'),
    card('Positions', positions.element),
    card('Open orders', open.element),
    card('Closed trades', total, trades.element),
    card('Ended orders, newest first', recent.element));
  const updates = {
    positions: positions.update,
    orders() {
      const view = picture('orders');
      if (!view || view.error) return;
      open.update(view.open);
      recent.update(view.ended);
    },
    trades() {
      const view = picture('trades');
      if (!view || view.error) return;
      trades.update(view.trades);
      setText(total, view.trades.length === 0 ? '' : `The newest ${view.trades.length}: profit ${gain(view.profit).text}.`);
    },
  };
  Object.values(updates).forEach(update => update());
  return { element, update: panel => updates[panel]?.() };
}

function orders(caption, empty) {
  return new Table(caption, [
    { head: 'Submitted', keep: true, cell: row => ({ text: row.order.submittedAt ? clock(row.order.submittedAt) : none, title: row.order.submittedAt ? moment(row.order.submittedAt) : undefined }) },
    { head: 'Symbol', keep: true, cell: row => row.order.symbol },
    { head: 'Side', cell: row => ({ text: row.order.side, class: row.order.side === 'buy' ? 'good' : 'careful' }) },
    { head: 'For', cell: row => words(row.purpose ?? (row.order.parentVenueOrderId ? 'leg' : '')) },
    { head: 'Type', cell: row => words(row.order.type) },
    { head: 'Shares', number: true, cell: row => ({ text: row.order.quantity ? `${shares(row.order.filledQuantity)} of ${shares(row.order.quantity)}` : shares(row.order.filledQuantity), value: row.order.quantity ?? '' }) },
    { head: 'Limit', number: true, cell: row => price(row.order.limitPrice) },
    { head: 'Stop', number: true, cell: row => price(row.order.stopPrice) },
    { head: 'Filled at', number: true, cell: row => price(row.order.filledAveragePrice) },
    { head: 'Status', cell: row => words(row.order.status) },
    { head: 'Story', cell: row => ({ text: 'events', href: `#/events?correlation=${encodeURIComponent(row.correlationId)}` }) },
  ], row => row.order.venueOrderId, empty);
}

function closedTrades() {
  return new Table('Closed trades', [
    { head: 'Sold', keep: true, cell: row => ({ text: `${day(row.exitAt).slice(5)} ${clock(row.exitAt)}`, title: `${moment(row.exitAt)}, New York` }) },
    { head: 'Symbol', keep: true, cell: row => ({ text: row.symbol, href: `#/trade?id=${encodeURIComponent(row.tradeId)}`, value: row.symbol }) },
    { head: 'Shares', number: true, cell: row => ({ text: shares(row.quantity), value: row.quantity }) },
    { head: 'Entry', number: true, cell: row => ({ text: price(row.entryPrice), value: row.entryPrice }) },
    { head: 'Exit', number: true, cell: row => ({ text: price(row.exitPrice), value: row.exitPrice }) },
    { head: 'Reason', cell: row => words(row.exitReason) },
    { head: 'Profit', number: true, cell: row => gain(row.profit) },
    { head: 'Strategy', cell: row => row.strategy },
  ], row => row.tradeId, 'No trade has been closed yet.');
}
