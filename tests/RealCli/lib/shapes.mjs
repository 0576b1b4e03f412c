// What two engines may word differently in events although they decided the same. Every such difference is taken out of what is compared,
// and what was met is kept as a short sentence. One that only one side says is a mismatch, unless known-shapes.txt allows it.
import { SECRET, SIGNATURE } from "./secrets.mjs";

/** What events tell of a state everywhere; anything beyond is a shape. */
const TOLD = new Set(["type", "urn", "custom", "delete", "id", "parent", "protect", "taint", "external", "retainOnDelete", "inputs", "outputs", "provider", "initErrors"]);
const STEPS = new Set(["resourcePreEvent", "resOutputsEvent", "resOpFailedEvent"]);
/** Ops of which a step's new state is known already to one engine when it begins, to the other when it is done. */
const EARLY = new Set(["same", "update", "refresh"]);
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const ASSETS = new Set(["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"]);
const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
const isDefaultProvider = (urn) => /^pulumi:providers:/.test(urn.split("::")[2] ?? "") && /^default(_|$)/.test(urn.split("::").at(-1));

/** `cmd` is what ran. Returns the events in a common wording, and the shapes met. */
export function settle(log, cmd) {
  const [command] = cmd;
  const forProviders = cmd.includes("--run-program") && command !== "up";
  const shapes = new Set();
  const met = (shape) => shapes.add(shape);
  const opened = new Map(); // urn -> op of its last pre event, and whether it was a preview's
  const said = new Map(); // urn -> its last outputs event
  const settled = [];
  const last = log.findLastIndex((event) => event.preludeEvent);
  if (last > 0) met("the events of the preview before an update are in the log");
  for (const event of structuredClone(log.slice(Math.max(last, 0)))) {
    if (event.diagnosticEvent) diagnostic(event.diagnosticEvent, met);
    if (isEcho(event.diagnosticEvent)) {
      met("a failed run says so in an error of its own");
      continue;
    }
    const [name] = Object.keys(event).filter((key) => /Event$/.test(key));
    const body = STEPS.has(name) && event[name];
    if (name !== "diagnosticEvent") keys(name, event[name], met);
    if (!body) {
      settled.push(event);
      continue;
    }
    const { metadata } = body;
    if (isDefaultProvider(metadata.urn)) {
      met("default providers have events");
      continue;
    }
    if (event.resourcePreEvent) opened.set(metadata.urn, { op: metadata.op, planning: body.planning });
    const shape = aside(name, body, opened.get(metadata.urn), command, forProviders);
    if (shape) {
      met(shape);
      continue;
    }
    keys(`${name} metadata`, metadata, met);
    detail(metadata, met);
    if (metadata.op === "same") skipped(metadata, met);
    if (/^import/.test(metadata.op) && metadata.old) {
      met(`${name} of an import has an old state`);
      metadata.old = null;
    }
    for (const side of ["old", "new"]) if (metadata[side]) state(metadata[side], met);
    if (event.resourcePreEvent) {
      said.delete(metadata.urn);
      if (EARLY.has(metadata.op) && metadata.new) early(metadata.op, metadata.new, met);
    } else if (event.resOutputsEvent) {
      along(metadata, opened.get(metadata.urn)?.op, command, met);
      if (again(event, said.get(metadata.urn))) {
        met("a component has an outputs event when it is done and one for its outputs");
        settled.splice(settled.indexOf(said.get(metadata.urn)), 1);
      }
      said.set(metadata.urn, event);
    }
    settled.push(event);
  }
  return { log: settled, shapes: [...shapes].sort() };
}

/** What is told beyond what was done: a sentence, or nothing where the event counts. */
function aside(name, { metadata, planning }, opened, command, forProviders) {
  const { op, type } = metadata;
  const custom = (metadata.new ?? metadata.old)?.custom;
  if (opened?.planning && name === "resOpFailedEvent") return "a step that fails in a preview has an event";
  if (planning && name === "resOutputsEvent" && !custom && !["delete", "refresh"].includes(opened?.op)) return "a component has outputs events in a preview";
  if (forProviders && opened?.op === "delete" && op === "same") return `${command} --run-program: outputs are told after the deletion`;
  if (!forProviders || !["same", "refresh"].includes(opened?.op)) return undefined;
  if (opened.op === "same") return `${command} --run-program: what is registered has a ${name} as ${op}`;
  if (!custom || /^pulumi:providers:/.test(type)) return `${command} --run-program: components and providers are refreshed, with a ${name} as ${op}`;
  return undefined;
}

const isEcho = (said) => said?.severity === "error" && !said.urn && /^(update|preview|refresh|destroy|import) failed\s*$/.test(said.message);

function diagnostic(said, met) {
  if (said.prefix) met(`messages have a prefix (${said.severity})`);
  if (/\n$/.test(said.message ?? "")) met(`messages end with a line break (${said.severity})`);
  if (said.severity === "debug") met("debug messages are events");
}

/** Names are a matter of shape even where what they name is empty. */
function keys(where, body, met) {
  for (const key of Object.keys(body ?? {})) met(`${where} has ${key}`);
}

function detail({ detailedDiff }, met) {
  for (const difference of Object.values(detailedDiff ?? {})) {
    keys("a detailed diff", difference, met);
    if (difference.diffKind === undefined) continue;
    difference.kind = difference.diffKind;
    delete difference.diffKind;
  }
}

function state(told, met) {
  keys("a state", told, met);
  for (const key of Object.keys(told)) if (!TOLD.has(key)) delete told[key];
  for (const area of ["inputs", "outputs"]) if (told[area]) told[area] = hide(told[area], met);
}

/** Secrets, unknowns, references and assets are a text in the common wording. */
function hide(value, met) {
  if (value === UNKNOWN) {
    met("unknown values are their sign on the wire");
    return "[unknown]";
  }
  if (Array.isArray(value)) return value.map((inner) => hide(inner, met));
  if (value === null || typeof value !== "object") return value;
  if (value[SIGNATURE] === SECRET) {
    met("secrets are objects with a signature");
    return "[secret]";
  }
  if (value[SIGNATURE] === REFERENCE) {
    met("references to resources are objects");
    return value.urn;
  }
  if (ASSETS.has(value[SIGNATURE])) {
    met("assets are objects with a signature and a hash, without their contents");
    return "[asset]";
  }
  if (isAsset(value)) {
    met("assets are objects with their contents");
    return "[asset]";
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hide(inner, met)]));
}

const isAsset = (value) => Object.keys(value).length === 1 && ("asset" in value || "archive" in value);

/** What is known of a resource before its step. */
function early(op, told, met) {
  if (told.id) met(`the new state of pre:${op} has an id`);
  if (Object.keys(told.outputs ?? {}).length > 0) met(`the new state of pre:${op} has outputs`);
  if (op === "refresh") delete told.inputs; // the program's, where there is one
  delete told.id;
  delete told.outputs;
}

/** What was not created, as it is no target, is told as unchanged. */
function skipped(metadata, met) {
  const { old, new: now } = metadata;
  if (!now?.custom || now.id || old?.id) return;
  if (old) met("a creation that is skipped has an old state");
  if (Object.keys(now.inputs ?? {}).length > 0) met("a creation that is skipped has inputs");
  metadata.old = null;
  delete now.inputs;
}

/** A refresh that is a part of another command: what came of it need not be its op. */
function along(metadata, opened, command, met) {
  if (opened !== "refresh" || command === "refresh" || metadata.op === "refresh") return;
  met("the outputs event of a refresh within another command tells its result");
  metadata.op = "refresh";
}

function again(event, before) {
  const now = event.resOutputsEvent.metadata;
  return before !== undefined && before.resOutputsEvent.metadata.op === now.op && !(now.new ?? now.old)?.custom;
}
