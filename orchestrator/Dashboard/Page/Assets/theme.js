// Dark or light: what the system prefers, until the person chooses.

const key = 'pipeline-theme';
const system = matchMedia('(prefers-color-scheme: dark)');

export function startTheme(button) {
  show(button);
  system.addEventListener('change', () => show(button));
  button.addEventListener('click', () => {
    localStorage.setItem(key, current() === 'dark' ? 'light' : 'dark');
    show(button);
  });
}

function current() {
  const chosen = localStorage.getItem(key);
  return chosen === 'dark' || chosen === 'light' ? chosen : system.matches ? 'dark' : 'light';
}

function show(button) {
  document.documentElement.dataset.theme = current();
  button.textContent = current() === 'dark' ? '☀ Light' : '☾ Dark';
  button.setAttribute('aria-label', `Switch to ${current() === 'dark' ? 'light' : 'dark'}`);
}
