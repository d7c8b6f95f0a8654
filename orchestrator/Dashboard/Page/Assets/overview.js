import { controlButtons } from './controls.js';
import { card, h, setClass, setText } from './dom.js';
import { equityCard } from './equity.js';
import { dollars, gain, moment, percent, signedPercent, words } from './format.js';
import { openPositions } from './positions.js';
import { picture } from './stream.js';

/** What a person wants to know first: what it is worth, whether it trades, what is held. */
export function overview() {
  const figures = Object.fromEntries(['Equity', 'Today', 'Drawdown', 'Open profit', 'Positions', 'Signals today'].map(name => [name, figure(name)]));
  const equity = equityCard();
  const positions = openPositions();
  const state = h('p', {});
  const reason = h('p', { class: 'faint' });
  const conditions = h('ul', { class: 'conditions' });
  const controls = controlButtons();
  const element = h('div', { class: 'grid' },
    h('h1', { class: 'visually-first' }, 'Overview'),
    h('dl', { class: 'grid figures' }, ...Object.values(figures).map(one => one.element)),
    h('div', { class: 'grid two-one' }, equity.element, card('Trading state', state, reason, conditions, controls.element)),
    card('Positions', positions.element));

  function trading() {
    const view = picture('status');
    if (!view?.status) return;
    const { status, advice } = view;
    setText(state, { active: 'Active: entries and exits.', reducing: 'Reducing: no new entries, open ones finish.', halted: 'Halted: no new entries, open ones are canceled.' }[status.tradingState] ?? 'Unknown: no control can be read.');
    setClass(state, { active: 'good', reducing: 'careful', halted: 'bad' }[status.tradingState] ?? 'careful');
    setText(reason, `${status.tradingReason ?? ''}${status.tradingSince ? ` (since ${new Date(status.tradingSince).toLocaleString('en-GB')})` : ''}`);
    const told = (status.conditions ?? []).map((one, index) => `${words(one.condition)} (${one.process}${one.symbol ? `, ${one.symbol}` : ''}): ${one.text} ${advice[index] ?? ''}`);
    if (told.join('\n') !== [...conditions.children].map(item => item.textContent).join('\n')) conditions.replaceChildren(...told.map(text => h('li', {}, text)));
    controls.update(status.tradingState);
  }

  function account() {
    const view = picture('account');
    if (!view || view.error) return;
    figures.Equity.show({ text: dollars(view.equity), value: view.equity ?? '' }, view.at ? `told ${moment(view.at)}` : 'not told yet');
    figures.Today.show(gain(view.profit), view.baseline ? `${signedPercent(view.profitFraction)} of ${dollars(view.baseline)}` : '');
    figures.Drawdown.show({ text: percent(view.drawdown), class: Number(view.drawdown) > 0.02 ? 'careful' : '' }, `largest ${percent(view.largestDrawdown)}`);
  }

  function held() {
    const view = picture('positions');
    if (!view || view.error) return;
    figures['Open profit'].show(gain(view.unrealized), view.value === null ? 'a price is missing' : `in ${dollars(view.value)}`);
    figures.Positions.show({ text: String(view.positions.length) }, view.positions.some(one => !one.position.wantedStop) ? 'one without a stop' : 'each with its stop');
    if (view.positions.length === 0) figures.Positions.show({ text: '0' }, 'nothing is held');
  }

  function funnel() {
    const view = picture('funnel');
    if (!view || view.error) return;
    figures['Signals today'].show({ text: String(view.funnel.found) }, `${view.funnel.entered} entered, ${view.funnel.refused} refused`);
  }

  const updates = { status: trading, account() { account(); equity.update(); }, positions() { held(); positions.update(); }, funnel };
  Object.values(updates).forEach(update => update());
  return { element, update: panel => updates[panel]?.() };
}

function figure(name) {
  const value = h('span', { 'data-figure': name }, '–');
  const note = h('span', { class: 'note' });
  return {
    element: h('div', { class: 'card figure' }, h('dt', {}, name), h('dd', {}, value, note)),
    show(shown, text) {
      setText(value, shown.text);
      setClass(value, shown.class ?? '');
      if (shown.value !== undefined) value.dataset.value = shown.value;
      setText(note, text ?? '');
    },
  };
}
