// What the scripts share: a step is said as one line of JSON; everything else goes to standard error.
console.log = console.error;

/** Says what became of a step. */
export function say(step, value) {
  process.stdout.write(JSON.stringify({ step, value }, (_, item) => (typeof item === "bigint" ? item.toString() : item)) + "\n");
}

/** Does a step and says its result, or what it failed with. */
export async function step(name, work) {
  try {
    const value = await work();
    say(name, value === undefined ? null : value);
    return value;
  } catch (error) {
    say(name, { failed: String(error?.stack ?? error), status: error?.response?.status ?? error?.status, body: error?.response?.data ?? error?.body });
    throw error;
  }
}

/** Waits until something is there. */
export async function until(what, look, seconds = 15) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** What an asynchronous iterator yields. */
export async function collect(iterator) {
  const items = [];
  for await (const item of iterator) items.push(item);
  return items;
}
