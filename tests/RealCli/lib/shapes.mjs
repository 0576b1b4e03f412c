// What two engines may word differently in events although they decided the same: taken out of both sides before they are compared.
import { SECRET, SIGNATURE } from "./secrets.mjs";

/** What events tell of a state everywhere; anything beyond is a shape. */
const TOLD = new Set(["type", "urn", "custom", "delete", "id", "parent", "protect", "taint", "external", "retainOnDelete", "inputs", "outputs", "provider", "initErrors"]);
/** Ops of which a step's new state is known already to one engine when it begins, to the other when it is done. */
const EARLY = new Set(["same", "update", "refresh"]);
const STEPS = ["resourcePreEvent", "resOutputsEvent", "resOpFailedEvent"];
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const ASSETS = new Set(["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"]);
const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
const isDefaultProvider = (urn) => /^pulumi:providers:/.test(urn.split("::")[2] ?? "") && /^default(_|$)/.test(urn.split("::").at(-1));

/** The events in a common wording; `cmd` is what ran. */
export function settle(log, cmd) {
  const [command] = cmd;
  const forProviders = cmd.includes("--run-program") && command !== "up";
  const opened = new Map(); // urn -> op of its last pre event, and whether it was a preview's
  const said = new Map(); // urn -> its last outputs event
  const settled = [];
  for (const event of structuredClone(log.slice(Math.max(log.findLastIndex((one) => one.preludeEvent), 0)))) {
    if (isEcho(event.diagnosticEvent)) continue;
    const name = STEPS.find((key) => event[key]);
    if (!name) {
      settled.push(event);
      continue;
    }
    const { metadata, planning } = event[name];
    if (isDefaultProvider(metadata.urn)) continue;
    if (event.resourcePreEvent) opened.set(metadata.urn, { op: metadata.op, planning });
    if (isAside(name, event[name], opened.get(metadata.urn), forProviders)) continue;
    word(metadata);
    if (event.resourcePreEvent) {
      said.delete(metadata.urn);
      if (EARLY.has(metadata.op) && metadata.new) early(metadata.op, metadata.new);
    } else if (event.resOutputsEvent) {
      // A refresh that is a part of another command: what came of it need not be its op.
      if (opened.get(metadata.urn)?.op === "refresh" && command !== "refresh") metadata.op = "refresh";
      if (again(event, said.get(metadata.urn))) settled.splice(settled.indexOf(said.get(metadata.urn)), 1);
      said.set(metadata.urn, event);
    }
    settled.push(event);
  }
  return settled;
}

const isEcho = (said) => said?.severity === "error" && !said.urn && /^(update|preview|refresh|destroy|import) failed\s*$/.test(said.message);

/** Whether an event tells more than what was done. */
function isAside(name, { metadata, planning }, opened, forProviders) {
  const { op, type } = metadata;
  const custom = (metadata.new ?? metadata.old)?.custom;
  if (opened?.planning && name === "resOpFailedEvent") return true;
  if (planning && name === "resOutputsEvent" && !custom && !["delete", "refresh"].includes(opened?.op)) return true;
  if (!forProviders) return false;
  if (opened?.op === "same" || (opened?.op === "delete" && op === "same")) return true;
  return opened?.op === "refresh" && (!custom || /^pulumi:providers:/.test(type));
}

function word(metadata) {
  for (const difference of Object.values(metadata.detailedDiff ?? {})) {
    difference.kind = difference.diffKind ?? difference.kind;
    delete difference.diffKind;
  }
  if (metadata.op === "same") skipped(metadata);
  if (/^import/.test(metadata.op)) metadata.old = null;
  for (const told of [metadata.old, metadata.new]) {
    if (!told) continue;
    for (const key of Object.keys(told)) if (!TOLD.has(key)) delete told[key];
    for (const area of ["inputs", "outputs"]) if (told[area]) told[area] = hide(told[area]);
  }
}

/** Secrets, unknowns, references and assets are a text. */
function hide(value) {
  if (value === UNKNOWN) return "[unknown]";
  if (Array.isArray(value)) return value.map(hide);
  if (value === null || typeof value !== "object") return value;
  if (value[SIGNATURE] === SECRET) return "[secret]";
  if (value[SIGNATURE] === REFERENCE) return value.urn;
  if (ASSETS.has(value[SIGNATURE])) return "[asset]";
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hide(inner)]));
}

/** What is known of a resource before its step. */
function early(op, told) {
  if (op === "refresh") delete told.inputs; // the program's, where there is one
  delete told.id;
  delete told.outputs;
}

/** What was not created, as it is no target, is told as unchanged. */
function skipped(metadata) {
  const { old, new: now } = metadata;
  if (!now?.custom || now.id || old?.id) return;
  metadata.old = null;
  delete now.inputs;
}

function again(event, before) {
  const now = event.resOutputsEvent.metadata;
  return before !== undefined && before.resOutputsEvent.metadata.op === now.op && !(now.new ?? now.old)?.custom;
}
