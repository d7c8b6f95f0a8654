import { card, h } from './dom.js';
import { age, bytes, none, words } from './format.js';
import { picture } from './stream.js';
import { Table } from './table.js';
import { post } from './ask.js';

const colours = { ready: 'good', starting: 'careful', restarting: 'careful', stopped: 'faint' };

/** What runs, and how it is. */
export function systemView() {
  const table = new Table('Processes', [
    { head: 'Process', keep: true, cell: row => row.name },
    { head: 'State', cell: row => ({ text: row.state, class: colours[row.state] ?? 'bad', value: row.state }) },
    { head: 'Pid', number: true, cell: row => row.pid === null ? none : { text: String(row.pid), value: row.pid } },
    { head: 'Up', number: true, cell: row => row.up },
    { head: 'Started by', cell: row => row.startedBy ?? none },
    { head: 'Restarts', number: true, cell: row => ({ text: String(row.restarts), class: row.restarts > 0 ? 'careful' : '', value: row.restarts }) },
    { head: 'Heartbeat', number: true, cell: row => ({ text: row.heartbeatAgeMs === null ? none : `${age(row.heartbeatAgeMs)} ago`, class: row.heartbeatAgeMs > 3000 ? 'bad' : '' }) },
    { head: 'Waiting', number: true, cell: row => row.lag === null ? none : { text: String(row.lag), class: row.lag > 10 ? 'careful' : '' } },
    { head: 'Memory', number: true, cell: row => bytes(row.memory) },
    { head: 'Note', wide: true, cell: row => row.detail ?? '' },
  ], row => row.name, 'Nothing is known yet.');
  const total = h('p', { class: 'faint' });
  const facts = h('dl', { class: 'facts' });
  const out = h('div', { class: 'buttons' }, h('button', { type: 'button', class: 'button quiet', onclick: signOut }, 'Sign this browser out'));
  const element = h('div', { class: 'grid' }, h('h1', {}, 'System'), card('Processes', total, table.element), card('Addresses and journal', facts, out));

  function update() {
    const view = picture('status');
    if (!view?.status) return;
    const { status, memory } = view;
    const now = Date.parse(status.at);
    const up = started => started ? age(now - Date.parse(started)) : none;
    const orchestrator = status.orchestrator && { name: 'orchestrator', state: 'ready', pid: status.orchestrator.pid, up: up(status.orchestrator.startedAt), startedBy: 'hand', restarts: 0, heartbeatAgeMs: null, lag: null, detail: null };
    const rows = [...(orchestrator ? [orchestrator] : []), ...status.processes.map(one => ({ ...one, up: one.pid === null ? none : up(one.startedAt) }))];
    table.update(rows.map(row => ({ ...row, memory: memory[row.name] ?? null })));
    total.textContent = `All together ${bytes(Object.values(memory).reduce((sum, one) => sum + one, 0))} of memory.`;
    const journal = status.journal && `${words(status.journal.state)}${status.journal.lag ? `, ${status.journal.lag} messages behind` : ''}${status.journal.detail ? `: ${status.journal.detail}` : ''}`;
    const told = Object.entries({ ...status.endpoints, journal }).filter(([, url]) => url);
    if (facts.dataset.told !== told.join()) facts.replaceChildren(...told.flatMap(([name, url]) => [h('dt', {}, name), h('dd', {}, url)]));
    facts.dataset.told = told.join();
  }

  update();
  return { element, update: panel => panel === 'status' && update() };
}

async function signOut() {
  await post('/api/session/end');
  location.reload();
}
