import { Chart, levels, path, plot, scale, ticks, times } from './chart.js';
import { card, h, s, setText } from './dom.js';
import { clockShort, day, dollars, moment, percent } from './format.js';
import { picture } from './stream.js';

const height = 270;
const drawdownFrom = 208;

/** The course of the equity above, the drawdown from its highest below; both on one line of time. */
export function equityCard() {
  const chart = new Chart('Equity', height);
  const caption = h('figcaption', {});
  const figure = h('figure', { tabindex: '0', 'aria-label': 'Equity and drawdown; arrow keys read single points' }, chart.element, caption);
  const element = card('Equity and drawdown', figure);
  let points = [];
  let summary = '';
  let picked = null;

  function update() {
    const view = picture('account');
    if (!view || view.error) return;
    points = view.points.map(point => ({ at: point.at, time: Date.parse(point.at), equity: Number(point.equity), text: point.equity, drawdown: Number(point.drawdown) }));
    summary = points.length === 0 ? 'No equity has been told yet.'
      : `Equity ${dollars(view.equity)}, highest ${dollars(view.peak)}, largest drawdown ${percent(view.largestDrawdown)}; ${points.length} points since ${moment(points[0].at)}.`;
    picked = null;
    show();
  }

  function show() {
    setText(caption, picked === null ? summary : `${moment(points[picked].at)}: equity ${dollars(points[picked].text)}, drawdown ${percent(points[picked].drawdown)}`);
    if (points.length > 0) chart.show(summary, width => draw(points, width, picked));
  }

  function pick(index) {
    if (points.length === 0) return;
    picked = Math.min(points.length - 1, Math.max(0, index));
    show();
  }

  figure.addEventListener('keydown', event => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    pick((picked ?? points.length) + step);
  });
  figure.addEventListener('pointermove', event => {
    const box = chart.element.getBoundingClientRect();
    const { left, right } = plot(box.width);
    pick(Math.round(scale(left, right, 0, points.length - 1)(event.clientX - box.left)));
  });
  figure.addEventListener('pointerleave', () => {
    picked = null;
    show();
  });
  update();
  return { element, update };
}

function draw(points, width, picked) {
  const { left, right } = plot(width);
  const equities = points.map(point => point.equity);
  const [least, most] = [Math.min(...equities), Math.max(...equities)];
  const margin = (most - least) * 0.08 || most * 0.001 || 1;
  // By their order, not by time: nights and weekends take no room.
  const x = scale(0, Math.max(1, points.length - 1), left, right);
  const y = scale(least - margin, most + margin, drawdownFrom - 24, 10);
  const deepest = Math.max(0.001, ...points.map(point => point.drawdown));
  const below = scale(0, deepest, drawdownFrom, height - 22);
  const line = points.map((point, index) => [x(index), y(point.equity)]);
  const fall = points.map((point, index) => [x(index), below(point.drawdown)]);
  const isOneDay = day(points[0].at) === day(points.at(-1).at);
  return [
    ...levels(ticks(least - margin, most + margin), y, width, value => value.toLocaleString('en-US', { maximumFractionDigits: most - least < 10 ? 2 : 0 })),
    s('path', { class: 'area', d: `${path(line)}L${x(points.length - 1)} ${drawdownFrom - 24}L${x(0)} ${drawdownFrom - 24}Z` }),
    s('path', { class: 'line', d: path(line) }),
    s('text', { x: left - 8, y: drawdownFrom + 4, 'text-anchor': 'end' }, '0 %'),
    s('text', { x: left - 8, y: height - 20, 'text-anchor': 'end' }, `−${percent(deepest, 1)}`),
    s('path', { class: 'fall', d: `${path(fall)}L${x(points.length - 1)} ${drawdownFrom}L${x(0)} ${drawdownFrom}Z` }),
    ...times(points, x, height - 2, width, point => isOneDay ? clockShort(point.at) : day(point.at).slice(5)),
    ...(picked === null ? [] : [s('line', { class: 'cross', x1: x(picked), x2: x(picked), y1: 6, y2: height - 18 }), s('circle', { class: 'mark', cx: x(picked), cy: y(points[picked].equity), r: 4 })]),
  ];
}
