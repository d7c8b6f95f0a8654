import { h, s } from './dom.js';

const left = 64;
const right = 12;

/** A drawing that follows the width of its box and keeps crisp lines: draw(width, height) returns SVG children. */
export class Chart {
  #svg;
  #draw = null;
  #width = 0;

  constructor(label, height) {
    this.height = height;
    this.#svg = s('svg', { role: 'img', 'aria-label': label, height: String(height) });
    this.element = h('div', { class: 'chart' }, this.#svg);
    new ResizeObserver(([box]) => {
      const width = Math.round(box.contentRect.width);
      if (width === this.#width || width === 0) return;
      this.#width = width;
      this.#paint();
    }).observe(this.element);
  }

  show(label, draw) {
    this.#draw = draw;
    this.#svg.setAttribute('aria-label', label);
    this.#paint();
  }

  #paint() {
    if (!this.#draw || this.#width === 0) return;
    this.#svg.setAttribute('viewBox', `0 0 ${this.#width} ${this.height}`);
    this.#svg.replaceChildren(...this.#draw(this.#width, this.height));
  }
}

/** From values to pixels. */
export function scale(from, to, low, high) {
  const span = to - from || 1;
  return value => low + (value - from) / span * (high - low);
}

/** Round values that divide a span into a few steps. */
export function ticks(from, to, about = 4) {
  const rough = (to - from) / about || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map(one => one * power).find(one => one >= rough) ?? 10 * power;
  const all = [];
  for (let value = Math.ceil(from / step) * step; value <= to + step / 1000; value += step) all.push(value);
  return all;
}

/** Lines across with their values at the left. */
export function levels(values, y, width, format) {
  return values.flatMap(value => [
    s('line', { class: 'axis', x1: left, x2: width - right, y1: y(value), y2: y(value) }),
    s('text', { x: left - 8, y: y(value) + 4, 'text-anchor': 'end' }, format(value)),
  ]);
}

/** Labels below, no closer than they can be read. */
export function times(points, x, bottom, width, format) {
  const most = Math.max(2, Math.floor((width - left - right) / 110));
  const step = Math.max(1, Math.ceil(points.length / most));
  return points.filter((_, index) => index % step === 0 && x(index) < width - right - 30)
    .map(point => s('text', { x: x(points.indexOf(point)), y: bottom, 'text-anchor': 'middle' }, format(point)));
}

export const path = points => points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

export const plot = width => ({ left, right: width - right });
