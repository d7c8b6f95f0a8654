// The official JavaScript client asks a server's services, as `nats micro` does. Arguments: address, user, inbox prefix; the password is NATS_PASSWORD. Each line
// of JSON {verb, name, id, count} is answered by what its own service client makes of the answers; {ask} requests a subject.
import { createInterface } from "node:readline";
import nats from "nats";

const [servers, user, inboxPrefix] = process.argv.slice(2);
const connection = await nats.connect({ servers, user, pass: process.env.NATS_PASSWORD, inboxPrefix });

async function answered({ verb, name, id, count }) {
  const client = connection.services.client({ strategy: nats.RequestStrategy.Count, maxMessages: count, maxWait: 5000 });
  const answers = [];
  for await (const answer of await client[verb](name, id)) answers.push(answer);
  return answers;
}

for await (const line of createInterface({ input: process.stdin })) {
  const what = JSON.parse(line);
  try {
    console.log(JSON.stringify(what.ask ? (await connection.request(what.ask, undefined, { timeout: 5000 })).json() : await answered(what)));
  } catch (error) {
    console.log(JSON.stringify({ error: `${error}` }));
  }
}
await connection.close();
