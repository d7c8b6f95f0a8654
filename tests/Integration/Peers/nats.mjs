// The official JavaScript clients of NATS do what a test tells them: one line of JSON in, one out. Arguments: "nats" (2.x) or "nats-io" (3.x), and the
// server's address. Bytes travel as base64. What fails is answered as {error}.
import { createInterface } from "node:readline";

const [client, servers] = process.argv.slice(2);
const { connect, headers, jetstream, jetstreamManager } = await load();
const connection = await connect({ servers });
const js = jetstream(connection);
const manager = await jetstreamManager(connection);
const subscriptions = new Map();

async function load() {
  const from = async (name) => {
    const module = await import(name);
    return { ...module.default, ...module };
  };
  return client === "nats"
    ? { ...(await from("nats")), jetstream: (nc) => nc.jetstream(), jetstreamManager: (nc) => nc.jetstreamManager() }
    : { ...(await from("@nats-io/transport-node")), ...(await from("@nats-io/jetstream")) };
}

function written({ data = "", headers: fields, status }) {
  const options = {};
  if (fields || status) {
    options.headers = status ? headers(status.code, status.text) : headers();
    for (const [name, values] of Object.entries(fields ?? {})) values.forEach((value) => options.headers.append(name, value));
  }
  return [Buffer.from(data, "base64"), options];
}

function read(message) {
  const fields = message.headers ?? message.header;
  return {
    subject: message.subject,
    data: Buffer.from(message.data).toString("base64"),
    headers: Object.fromEntries([...(fields ?? [])]),
    code: fields?.code ?? 0,
    seq: message.seq ?? 0,
    deliveries: message.info?.deliveryCount ?? 0,
  };
}

async function take(messages, count, each = () => {}) {
  const taken = [];
  for await (const message of messages) {
    taken.push(read(message));
    await each(message);
    if (taken.length === count) break;
  }
  return taken;
}

const deeds = {
  async publish({ subject, ...message }) {
    const [data, options] = written(message);
    connection.publish(subject, data, options);
    await connection.flush();
    return {};
  },
  async listen({ subject }) {
    subscriptions.set(subject, connection.subscribe(subject));
    await connection.flush();
    return {};
  },
  async heard({ subject, count }) {
    return { messages: await take(subscriptions.get(subject), count) };
  },
  async serve({ subject }) {
    connection.subscribe(subject, { callback: (_, request) => request.respond(request.data, { headers: request.headers }) });
    await connection.flush();
    return {};
  },
  async request({ subject, ...message }) {
    const [data, options] = written(message);
    return read(await connection.request(subject, data, { ...options, timeout: 5000 }));
  },
  async store({ subject, id, expect, ...message }) {
    const [data, options] = written(message);
    return await js.publish(subject, data, { ...options, msgID: id, expect });
  },
  async consume({ stream, consumer, count }) {
    const messages = await (await js.consumers.get(stream, consumer)).consume({ max_messages: 100 });
    return { messages: await take(messages, count, (message) => message.ackAck()) };
  },
  async giveBack({ stream, consumer }) {
    const message = await (await js.consumers.get(stream, consumer)).next();
    message.nak();
    await connection.flush();
    return read(message);
  },
  async ordered({ stream, count }) {
    return { messages: await take(await (await js.consumers.get(stream)).consume(), count) };
  },
  async direct({ stream, query }) {
    const message = await manager.direct.getMessage(stream, query);
    return message ? read(message) : { code: 404 };
  },
  async create({ stream, consumer }) {
    await manager.streams.add(stream);
    await manager.consumers.add(stream.name, consumer);
    return {};
  },
  async describe({ stream, consumer }) {
    return { stream: await manager.streams.info(stream), consumer: await manager.consumers.info(stream, consumer) };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { deed, ...what } = JSON.parse(line);
  let answer;
  try {
    answer = await deeds[deed](what);
  } catch (error) {
    const api = error.api_error ?? error.apiError?.();
    answer = { error: { name: error.name, message: error.message, code: `${error.code}`, number: api?.err_code ?? 0 } };
  }
  console.log(JSON.stringify(answer));
}
await connection.close();
