import { ask } from './controls.js';
import { setClass, setText, h } from './dom.js';
import { eventsView } from './events.js';
import { clock, local, moment, words } from './format.js';
import { overview } from './overview.js';
import { signalsView } from './signals.js';
import { connect, follow, linkState, picture } from './stream.js';
import { systemView } from './system.js';
import { startTheme } from './theme.js';
import { tradeView } from './trade.js';
import { tradingView } from './trading.js';

// Each makes { element, update(panel), leave() } of what stands behind its name in the address.
const views = { '': overview, trading: tradingView, signals: signalsView, events: eventsView, system: systemView, trade: tradeView };
const titles = { '': 'Overview', trading: 'Trading', signals: 'Signals', events: 'Events', system: 'System', trade: 'Trade' };
const place = document.getElementById('view');
let shown = null;
let address = null;

function go() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const name = Object.hasOwn(views, path) ? path : '';
  const isFirst = address === null;
  if (address === location.hash && shown) return;
  address = location.hash;
  shown?.leave?.();
  shown = views[name](new URLSearchParams(query ?? ''));
  place.replaceChildren(shown.element);
  for (const tab of document.querySelectorAll('.tabs a')) {
    const isHere = tab.getAttribute('href') === `#/${name === 'trade' ? 'trading' : name}`;
    if (isHere) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  }

  title();
  // Who goes by keyboard or screen reader lands in what was asked for.
  if (!isFirst) place.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function title() {
  const status = picture('status')?.status;
  const name = location.hash.replace(/^#\/?/, '').split('?')[0];
  const live = picture('status')?.money === 'live' ? 'LIVE ' : '';
  document.title = `${live}${titles[name] ?? titles['']} · Pipeline${status ? ` ${status.profile}` : ''}`;
}

function header() {
  const view = picture('status');
  if (!view?.status) return;
  const { status, money, venueTime } = view;
  document.documentElement.dataset.money = money;
  const band = document.getElementById('money-band');
  band.hidden = money !== 'live';
  setText(band, 'LIVE: real money');
  setText(document.getElementById('profile'), status.profile);
  const state = document.getElementById('trading');
  setText(state, `Trading ${status.tradingState}`);
  setClass(state, `state ${{ active: 'good', reducing: 'careful', halted: 'bad' }[status.tradingState] ?? 'careful'}`);
  state.title = status.tradingReason ?? '';
  const time = document.getElementById('clock');
  setText(time, venueTime ? `${clock(venueTime)} New York` : '');
  time.title = venueTime ? `Time at the venue: ${moment(venueTime)}, New York` : '';
  document.getElementById('halt-now').disabled = status.tradingState === 'halted';
  title();
}

function link() {
  const state = linkState();
  const node = document.getElementById('link-state');
  setText(node, { connecting: 'connecting…', live: '● live', lost: '○ reconnecting…', 'signed-out': '○ signed out' }[state]);
  setClass(node, `link-state ${state === 'live' ? 'good' : state === 'connecting' ? '' : 'careful'}`);
  const notice = document.getElementById('notice');
  const at = picture('status')?.status?.at;
  const text = state === 'lost' ? `The orchestrator does not answer; what is shown is ${at ? `of ${local(at)}` : 'old'}. It is tried again.`
    : state === 'signed-out' ? 'This session has ended. Open a new link: ./pipeline dashboard' : '';
  setText(notice, text);
  notice.hidden = text === '';
}

function faults(panel) {
  const view = picture(panel);
  const node = document.getElementById(`fault-${panel}`);
  const why = view?.failed ?? view?.error;
  if (!why) {
    node?.remove();
    return;
  }

  const text = `Not up to date: ${words(panel)}. ${why}`;
  if (node) setText(node, text);
  else document.getElementById('notice').after(h('p', { id: `fault-${panel}`, class: 'notice' }, text));
}

startTheme(document.getElementById('theme'));
document.getElementById('halt-now').addEventListener('click', () => ask('halt'));
addEventListener('hashchange', go);
follow(what => {
  if (what === 'link') {
    link();
    return;
  }

  if (what === 'status') header();
  faults(what);
  shown?.update(what);
});
go();
link();
connect();
