// Builds elements. Text is always set as text: nothing that a message says can become markup.

const svgSpace = 'http://www.w3.org/2000/svg';

/** An element with attributes (on* are listeners) and children (strings are text). */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for what is drawn. */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(svgSpace, tag), attributes, children);
}

/** Sets text only where it changed, so that selections and screen readers are left alone. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function setClass(node, name) {
  if (node.className !== name) node.className = name;
}

/** A card with a title; what is given goes below it. */
export function card(title, ...children) {
  return h('section', { class: 'card', 'aria-label': title }, h('header', {}, h('h2', {}, title)), ...children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }

  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}
