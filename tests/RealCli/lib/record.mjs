// What the Pulumi CLI did, written down.
//
// A record is { scenario, steps: [{ seen, after }] }: `seen` is the observation (lib/observe.mjs), `after` what the next step begins with:
// state, objects, ids. Objects that occur more than once are written once: { parts, value }, and { "@": number } in their places.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PROJECT, STACK } from "./specs.mjs";

/** Makes a side what another was. */
export function restore(side, kept) {
  const { state, salt, objects, ids, named, labels, updates } = kept;
  for (const directory of [path.join(side.ledger, "objects"), path.join(side.ledger, "ids"), historyOf(side)]) {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
  }
  writeFileSync(side.stateFile, JSON.stringify(state, null, 4));
  writeFileSync(settingsOf(side), `${salt}\n`);
  for (const [name, object] of Object.entries(objects)) writeFileSync(path.join(side.ledger, "objects", name), JSON.stringify(object));
  for (const name of ids) writeFileSync(path.join(side.ledger, "ids", name), "");
  for (const [i, update] of updates.entries()) {
    const whole = { startTime: 0, message: "", environment: {}, config: {}, endTime: 0, version: 1, ...update };
    writeFileSync(path.join(historyOf(side), `${STACK}-${String(i).padStart(19, "0")}.history.json`), JSON.stringify(whole));
  }
  side.ids = new Map(Object.entries(named));
  side.labels = new Map(Object.entries(labels));
}

const settingsOf = (side) => path.join(side.project, `Pulumi.${STACK}.yaml`);
const historyOf = (side) => path.join(side.backend, ".pulumi", "history", PROJECT, STACK);

const json = (file) => JSON.parse(readFileSync(file, "utf8"));

/** The records of a directory; `wanted` says which seeds. How events were worded lies in a file of its own, each sentence once. */
export function read(directory, wanted, shapes) {
  const { sentences, steps } = json(shapes);
  const records = readdirSync(directory).filter((name) => name.endsWith(".json")).sort().map((name) => unpack(json(path.join(directory, name)))).filter(({ scenario }) => wanted(scenario.seed));
  for (const record of records) record.steps.forEach(({ seen }, i) => (seen.shapes = steps[record.scenario.seed][i]?.map((number) => sentences[number])));
  return records;
}

function unpack({ value, parts }) {
  const open = (inner) => {
    if (Array.isArray(inner)) return inner.map(open);
    if (inner === null || typeof inner !== "object") return inner;
    if (typeof inner["@"] === "number") return open(parts[inner["@"]]);
    return Object.fromEntries(Object.entries(inner).map(([key, child]) => [key, open(child)]));
  };
  return open(value);
}
