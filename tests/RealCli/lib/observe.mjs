// What can be seen of a side after a step, normalised: two engines that decide the same look the same.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { PROJECT, STACK } from "./specs.mjs";
import { settle } from "./shapes.mjs";
import { PASSPHRASE } from "./stage.mjs";
import { reveal } from "./secrets.mjs";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const SENTINEL = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SETS = new Set(["dependencies", "replaceWith", "additionalSecretOutputs", "ignoreChanges", "replaceOnChanges", "hideDiff", "keys", "diffs", "hideDiffs"]);

const isEmpty = (value) => value === null || value === undefined || value === "" || value === false || (typeof value === "object" && Object.keys(value).length === 0);

export const lines = (file) =>
  existsSync(file) ? readFileSync(file, "utf8").split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line)) : [];

export function readState(side) {
  return existsSync(side.stateFile) ? JSON.parse(readFileSync(side.stateFile, "utf8")) : undefined;
}

/** `before` is the state as it was before the step: its resources, raw. */
export function observe(side, results, step, before) {
  const file = readState(side);
  const latest = file?.checkpoint?.latest ?? {};
  const resources = latest.resources ?? [];
  label(side, resources);
  const log = lines(path.join(side.ledger, "log"));
  const { log: told, shapes } = settle(lines(side.eventLog), step.cmds[0]);
  const seen = {
    exit: results.map(({ code }) => code),
    events: events(told),
    shapes,
    ledger: ledger(log, before, resources),
    state: state(file, latest, resources, before),
    history: history(side, step),
    json: json(side, results, step, latest, (shape) => shapes.push(shape)),
  };
  return { seen: mask(seen, side), raw: resources, output: results.map(({ stdout, stderr }) => stdout + stderr).join("\n") };
}

/** Random ids of provider resources get names: the provider's, and which of its lives it is. */
function label(side, resources) {
  const providers = resources.filter(({ type }) => type.startsWith("pulumi:providers:"));
  for (const { urn, id } of [...providers.filter((r) => r.delete), ...providers.filter((r) => !r.delete)]) {
    if (side.ids.has(id) || !id || id === SENTINEL) continue;
    const name = urn.split("::").slice(2).join("::");
    side.labels.set(name, (side.labels.get(name) ?? 0) + 1);
    side.ids.set(id, `<id ${side.labels.get(name)}>`);
  }
}

function mask(seen, side) {
  const text = JSON.stringify(seen)
    .replaceAll(JSON.stringify(side.root).slice(1, -1), "<root>")
    .replace(/"command":"[^" ]+/g, '"command":"pulumi') // in the metadata of a state that a CLI found invalid
    .replace(UUID, (id) => (id === SENTINEL ? "<unknown>" : side.ids.get(id) ?? "<new id>"));
  return sorted(JSON.parse(text));
}

/** Order of keys means nothing. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  return value !== null && typeof value === "object" ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value;
}

function tidy(value, drop = []) {
  return Object.fromEntries(
    Object.entries(value).filter(([key, inner]) => !drop.includes(key) && !isEmpty(inner)).map(([key, inner]) => [key, SETS.has(key) && Array.isArray(inner) ? [...inner].sort() : inner]));
}

// ---- events

function events(log) {
  const byUrn = {};
  const summaries = [];
  const errors = [];
  for (const event of log) {
    for (const [kind, short] of [["resourcePreEvent", "pre"], ["resOutputsEvent", "out"], ["resOpFailedEvent", "fail"]]) {
      const body = event[kind];
      if (!body) continue;
      const { metadata } = body;
      const shown = tidy({ ...metadata, old: stateOf(metadata.old), new: stateOf(metadata.new), planning: body.planning });
      (byUrn[metadata.urn] ??= []).push({ e: short, ...shown });
    }
    if (event.summaryEvent) {
      const { resourceChanges, isPreview, result } = event.summaryEvent;
      summaries.push(tidy({ changes: tidy(resourceChanges ?? {}, []), isPreview, result }));
    }
    const diagnostic = event.diagnosticEvent;
    if (diagnostic?.severity === "error") errors.push(diagnostic.urn ?? "");
  }
  const order = { pre: 0, out: 1, fail: 1 };
  for (const urn of Object.keys(byUrn)) byUrn[urn] = calm(byUrn[urn], ({ op }) => /^(delete|discard|remove)/.test(op), (x) => `${x.old?.id ?? ""} ${order[x.e]}`);
  return { byUrn, summaries, errors: [...new Set(errors)].sort() };
}

/** Deletions of one urn's leftovers run side by side: their order is chance, so that of every unbroken row of them is the ids'. */
function calm(list, isDeletion, key) {
  const result = [];
  for (let i = 0; i < list.length; ) {
    let end = i;
    while (end < list.length && isDeletion(list[end])) end++;
    result.push(...(end > i ? list.slice(i, end).sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0)) : [list[i]]));
    i = Math.max(end, i + 1);
  }
  return result;
}

const stateOf = (old) => old && tidy(old);

// ---- ledger

const CONFIG = new Set(["CheckConfig", "DiffConfig", "Configure"]);

function ledger(log, before, after) {
  const byUrn = {};
  const config = {};
  const invokes = [];
  const hooks = {};
  for (const { k, c, ...call } of log) {
    if (k === "hook") (hooks[call.urn] ??= []).push(call);
    if (k !== "b") continue;
    if (call.m === "Invoke") invokes.push(JSON.stringify(sorted(call)));
    else if (CONFIG.has(call.m)) (config[call.urn] ??= []).push(call);
    else (byUrn[call.urn] ??= []).push(call);
  }
  for (const urn of Object.keys(byUrn)) byUrn[urn] = calm(byUrn[urn], ({ m }) => m === "Delete", ({ id }) => id);
  return { byUrn, config, invokes: invokes.sort(), hooks, order: violations(log, before, after) };
}

/** Pairs of calls in an order that dependencies forbid; none should be there on any side. */
function violations(log, before, after) {
  const span = new Map();
  const calls = [];
  log.forEach(({ k, c, m, urn, id, preview }, at) => {
    if (k === "b" && ["Create", "Update", "Delete"].includes(m) && !preview) {
      const call = { m, urn, id, from: at, to: log.length };
      calls.push(call);
      span.set(c, call);
    } else if (k === "e" && span.has(c)) {
      span.get(c).to = at;
    }
  });
  const found = new Set();
  const needs = (resource) => new Set([...(resource.dependencies ?? []), ...Object.values(resource.propertyDependencies ?? {}).flatMap((list) => list ?? [])]);
  const afterByUrn = new Map(after.filter((r) => !r.delete).map((r) => [r.urn, r]));
  for (const call of calls) {
    if (call.m === "Delete") {
      const resource = (before ?? []).find((r) => r.urn === call.urn && r.id === call.id);
      for (const other of resource ? calls.filter((o) => o.m === "Delete" && needs(resource).has(o.urn)) : []) {
        if (other.from < call.to) found.add(`Delete ${other.urn} before Delete ${call.urn}`);
      }
    } else {
      const resource = afterByUrn.get(call.urn);
      for (const other of resource ? calls.filter((o) => o.m !== "Delete" && needs(resource).has(o.urn)) : []) {
        if (call.from < other.to) found.add(`${call.m} ${call.urn} before ${other.m} ${other.urn}`);
      }
    }
  }
  return [...found].sort();
}

// ---- state

function state(file, latest, resources, before) {
  const salt = latest.secrets_providers?.state?.salt ?? "";
  const same = ({ urn, id }) => id || urn; // an id stays when a urn changes
  const known = new Map((before ?? []).map((r) => [same(r), r]));
  const byUrn = {};
  for (const raw of resources) {
    const old = known.get(same(raw));
    const time = (name) => (raw[name] === undefined ? undefined : old?.[name] === raw[name] ? "kept" : "new");
    const shown = tidy(reveal({ ...raw, created: time("created"), modified: time("modified") }, salt, PASSPHRASE), ["sourcePosition", "stackTrace"]);
    if (shown.propertyDependencies) {
      shown.propertyDependencies = Object.fromEntries(Object.entries(shown.propertyDependencies).filter(([, list]) => list?.length).map(([name, list]) => [name, [...list].sort()]));
      if (Object.keys(shown.propertyDependencies).length === 0) delete shown.propertyDependencies;
    }
    (byUrn[raw.urn] ??= []).push(shown);
  }
  for (const list of Object.values(byUrn)) list.sort((a, b) => (JSON.stringify([a.delete ?? false, a.id]) < JSON.stringify([b.delete ?? false, b.id]) ? -1 : 1));
  return {
    byUrn,
    pending: (latest.pending_operations ?? []).map(({ type, resource }) => `${type} ${resource.urn}`).sort(),
    version: file?.version,
    features: [...(file?.features ?? [])].sort(),
    metadata: tidy(latest.metadata ?? {}),
    disorder: disorder(resources),
  };
}

/** What refers to something that does not lie before it. */
function disorder(resources) {
  const found = [];
  const seen = new Set();
  for (const r of resources) {
    const provider = r.provider?.slice(0, r.provider.lastIndexOf("::"));
    for (const urn of [r.parent, provider, r.deletedWith, ...(r.replaceWith ?? []), ...(r.dependencies ?? []), ...Object.values(r.propertyDependencies ?? {}).flatMap((l) => l ?? [])]) {
      if (urn && !seen.has(urn)) found.push(`${r.urn} before ${urn}`);
    }
    seen.add(r.urn);
  }
  return [...new Set(found)].sort();
}

// ---- the rest

function history(side, step) {
  const directory = path.join(side.backend, ".pulumi", "history", PROJECT, STACK);
  const names = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith(".history.json")).sort() : [];
  const last = names.length > 0 ? JSON.parse(readFileSync(path.join(directory, names.at(-1)), "utf8")) : {};
  return { count: names.length, kind: last.kind, result: last.result, changes: tidy(last.resourceChanges ?? {}) };
}

/** JSON that a command wrote: to stdout, or to a file. */
function json(side, results, step, latest, met) {
  if (!step.json) return undefined;
  try {
    const text = step.json === "stdout" ? results.at(-1).stdout : readFileSync(path.join(side.project, step.json), "utf8");
    const parsed = reveal(JSON.parse(text), latest.secrets_providers?.state?.salt ?? "", PASSPHRASE);
    return simplify(parsed, met);
  } catch (error) {
    return step.json === "stdout" && results.at(-1).code !== 0 ? "no json, as the command failed" : `unreadable: ${error.message}`;
  }
}

const VOLATILE = new Set(["duration", "time", "magic", "created", "modified", "sourcePosition", "stackTrace", "secrets_providers", "diagnostics", "manifest"]);

function simplify(value, met) {
  const inside = (inner) => simplify(inner, met);
  if (Array.isArray(value)) {
    const list = value.map(inside);
    return list.every((item) => item && typeof item === "object" && "urn" in item) ? list.sort((a, b) => (JSON.stringify([a.urn, a.op, a.delete]) < JSON.stringify([b.urn, b.op, b.delete]) ? -1 : 1)) : list;
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !VOLATILE.has(key)).map(([key, inner]) => [key, SETS.has(key) && Array.isArray(inner) ? [...inner].sort() : key === "propertyDependencies" ? lists(inner, met) : inside(inner)]));
}

/** No dependencies are an empty list, or null. */
function lists(byProperty, met) {
  if (Object.values(byProperty ?? {}).some((list) => list === null)) met("json: a property without dependencies has null and not []");
  return Object.fromEntries(Object.entries(byProperty ?? {}).map(([name, list]) => [name, [...(list ?? [])].sort()]));
}
