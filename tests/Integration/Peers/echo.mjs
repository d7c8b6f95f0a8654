// Says back what it hears, with the Node version it runs on: shows that a test and a peer understand each other.
import { createInterface } from "node:readline";

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify({ heard: JSON.parse(line), node: process.versions.node }));
}
