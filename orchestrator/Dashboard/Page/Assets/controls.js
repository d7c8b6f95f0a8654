import { post } from './ask.js';
import { h } from './dom.js';

const asks = {
  halt: { title: 'Halt trading', text: 'No new entries; open entries are canceled. It holds until you resume. Exits and protection go on.', reason: true, button: 'Halt', danger: true },
  reduce: { title: 'Reduce', text: 'No new entries; open entries finish. Exits and protection go on.', reason: true, button: 'Reduce' },
  resume: { title: 'Resume trading', text: 'New entries are allowed again. It is refused while what stood against them persists.', button: 'Resume' },
  flatten: { title: 'Flatten everything', text: 'Trading halts and every position is sold.', confirm: 'FLATTEN', button: 'Sell everything', danger: true },
};

/** Asks once more, does it, and says what came of it. */
export function ask(what, symbol = null) {
  const wanted = symbol ? { title: `Leave ${symbol}`, text: `The position in ${symbol} is sold. Trading is not halted.`, confirm: symbol, button: `Sell ${symbol}`, danger: true } : asks[what];
  const reason = h('input', { id: 'ask-reason', type: 'text', maxlength: '200', autocomplete: 'off' });
  const typed = h('input', { id: 'ask-confirm', type: 'text', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', oninput: () => { go.disabled = typed.value.trim() !== wanted.confirm; } });
  const said = h('p', { role: 'alert', class: 'bad' });
  const go = h('button', { type: 'submit', class: `button ${wanted.danger ? 'danger' : 'primary'}`, disabled: wanted.confirm !== undefined }, wanted.button);
  const form = h('form', { method: 'dialog' },
    h('h2', { id: 'ask-title' }, wanted.title),
    h('p', {}, wanted.text),
    ...(wanted.reason ? [h('label', { for: 'ask-reason' }, 'Reason (kept with the change, may be empty)'), reason] : []),
    ...(wanted.confirm ? [h('label', { for: 'ask-confirm' }, `Type ${wanted.confirm} to confirm`), typed] : []),
    said,
    h('div', { class: 'buttons' }, go, h('button', { type: 'button', class: 'button quiet', onclick: () => dialog.close() }, 'Cancel')));
  const dialog = h('dialog', { 'aria-labelledby': 'ask-title' }, form);
  const before = document.activeElement;
  form.addEventListener('submit', async event => {
    event.preventDefault();
    go.disabled = true;
    said.textContent = '';
    try {
      await post(`/api/controls/${what}`, { ...(wanted.reason ? { reason: reason.value } : {}), ...(symbol ? { symbol } : {}), ...(wanted.confirm ? { confirm: typed.value.trim() } : {}) });
      dialog.close();
    } catch (refused) {
      said.textContent = refused.message;
      go.disabled = false;
    }
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    before?.focus?.();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** The buttons as they make sense in a trading state. */
export function controlButtons() {
  const buttons = Object.fromEntries(Object.entries(asks).map(([what, one]) => [what, h('button', { type: 'button', class: `button ${one.danger ? 'danger' : ''}`, onclick: () => ask(what) }, what === 'flatten' ? 'Flatten all…' : one.button)]));
  const element = h('div', { class: 'buttons' }, buttons.resume, buttons.reduce, buttons.halt, buttons.flatten);
  return {
    element,
    update(state) {
      buttons.resume.disabled = state === 'active';
      buttons.reduce.disabled = state !== 'active';
      buttons.halt.disabled = state === 'halted';
    },
  };
}
