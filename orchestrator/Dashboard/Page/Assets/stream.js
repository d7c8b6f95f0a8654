// The newest picture of each panel, as the server sends it; comes back by itself after any loss.

const panels = ['status', 'positions', 'account', 'orders', 'trades', 'funnel', 'events'];
const pictures = new Map();
const listeners = new Set();
const quietAfter = 6000;
let heardAt = 0;
let source = null;
let state = 'connecting';

/** The newest picture of a panel; null before the first. One that could not be made is { error }. */
export const picture = panel => pictures.get(panel) ?? null;

/** connecting, live, lost or signed-out. */
export const linkState = () => state;

/** Calls with the panel's name after each new picture, and with 'link' when the connection changes. Returns what ends it. */
export function follow(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function connect() {
  source?.close();
  source = new EventSource('/api/live');
  for (const panel of panels) source.addEventListener(panel, message => receive(panel, message.data));
  source.onerror = () => {
    set('lost');
    // A browser tries again by itself only where nobody answered; after a refusal it is for us to ask why.
    if (source.readyState === EventSource.CLOSED) setTimeout(askWhy, 1500);
  };
}

setInterval(() => {
  if (state === 'live' && performance.now() - heardAt > quietAfter) {
    set('lost');
    connect();
  }
}, 1000);

async function askWhy() {
  try {
    const answer = await fetch('/api/panels/status');
    if (answer.status === 401) {
      set('signed-out');
      return;
    }
  } catch {
    // Nobody answers: the next try will tell.
  }

  connect();
}

function receive(panel, text) {
  heardAt = performance.now();
  set('live');
  const fresh = JSON.parse(text);
  const before = pictures.get(panel);
  // A picture that failed leaves the last good one, marked.
  pictures.set(panel, fresh.error && before && !before.error ? { ...before, failed: fresh.error } : fresh);
  tell(panel);
}

function set(next) {
  if (state === next) return;
  state = next;
  tell('link');
}

function tell(what) {
  for (const listener of [...listeners]) listener(what);
}
