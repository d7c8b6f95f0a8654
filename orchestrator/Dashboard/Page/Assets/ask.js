/** Reads JSON; throws an Error whose message is the server's own sentence. */
export async function read(path) {
  return answerOf(await fetch(path));
}

/** Asks for a change. The header is what no other site's page can send. */
export async function post(path, body) {
  return answerOf(await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Pipeline': '1' }, body: JSON.stringify(body ?? {}) }));
}

async function answerOf(answer) {
  const text = await answer.text();
  let told = null;
  try {
    told = text === '' ? null : JSON.parse(text);
  } catch {
    throw new Error(`The answer cannot be read (${answer.status}).`);
  }

  if (!answer.ok) throw new Error(told?.error ?? `Refused (${answer.status}).`);
  return told;
}
