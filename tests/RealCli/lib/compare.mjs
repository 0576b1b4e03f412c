// Compares two observations. A difference is { signature, path, a, b }; the signature says what kind it is, without names, so that
// a hundred mismatches of one cause are one line.

const short = (urn) => {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? urn;
  return type.startsWith("pulumi:providers") ? "Provider" : type.startsWith("pulumi:pulumi:Stack") ? "Stack" : type.split(":").at(-1);
};

/** What the provider's own words are: no names in signatures. */
const vague = (key) => (/^urn:/.test(key) ? short(key) : /^\d+$/.test(key) ? "n" : key);

function deep(a, b, path, found) {
  if (JSON.stringify(a) === JSON.stringify(b)) return;
  const objects = (x) => x !== null && typeof x === "object" && !Array.isArray(x);
  if (objects(a) && objects(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) deep(a[key], b[key], [...path, key], found);
  } else if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    a.forEach((inner, i) => deep(inner, b[i], [...path, `${i}`], found));
  } else {
    found.push({ path, a, b });
  }
}

/** How deep a path shows in signatures: inside property maps only the first name. */
function signatureOf(path) {
  const cut = path.findIndex((key) => ["inputs", "outputs", "olds", "news", "oldInputs", "properties", "args", "variables", "detailedDiff", "newInputs", "newOutputs"].includes(key));
  return path.slice(0, cut < 0 ? 6 : cut + 2).map(vague).join(".");
}

const shown = (value) => {
  const text = JSON.stringify(value);
  return text === undefined ? "absent" : /urn:|<|\d/.test(text) || text.length > 24 ? "…" : text;
};

/** Sequences per urn: first whether they have the same members, then what the members say. */
function sequences(a, b, area, word, found) {
  for (const urn of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const left = a[urn] ?? [];
    const right = b[urn] ?? [];
    const words = (list) => list.map(word).join(",") || "nothing";
    if (words(left) !== words(right)) {
      found.push({ signature: `${area} ${short(urn)}: ${words(left)} | ${words(right)}`, path: [area, urn], a: left, b: right });
      continue;
    }
    left.forEach((item, i) => {
      const inner = [];
      deep(item, right[i], [], inner);
      for (const difference of inner) {
        const signature = `${area} ${word(item)} ${signatureOf(difference.path)}: ${shown(difference.a)} | ${shown(difference.b)}`;
        found.push({ signature, path: [area, urn, word(item), ...difference.path], a: difference.a, b: difference.b });
      }
    });
  }
}

function plainly(a, b, area, found) {
  const inner = [];
  deep(a, b, [], inner);
  for (const difference of inner) {
    found.push({ signature: `${area} ${signatureOf(difference.path)}: ${shown(difference.a)} | ${shown(difference.b)}`.replace("  ", " "), path: [area, ...difference.path], a: difference.a, b: difference.b });
  }
}

/** What only one side words so (lib/shapes.mjs); of what is allowed, nothing is said but that it was needed. */
function shapes(a, b, allowed, needed, found) {
  for (const [own, other, who] of [[a, b, "A"], [b, a, "B"]]) {
    for (const shape of own.filter((one) => !other.includes(one))) {
      if (allowed.has(`${who} ${shape}`)) needed.add(`${who} ${shape}`);
      else found.push({ signature: `shape, only ${who}: ${shape}`, path: ["shapes"], a: a.includes(shape), b: b.includes(shape) });
    }
  }
}

/** All differences, the most telling first. `only` limits to what runs that took turns can be held to. */
export function compare(a, b, { only, allowed = new Set(), needed = new Set() } = {}) {
  const found = [];
  const preview = (call) => (call.preview ? "(preview)" : "");
  const areas = {
    ops: () => sequences(a.events.byUrn, b.events.byUrn, "ops", (e) => `${e.e}:${e.op}`, found),
    calls: () => sequences(a.ledger.byUrn, b.ledger.byUrn, "calls", (c) => `${c.m}${preview(c)}`, found),
    exit: () => plainly(a.exit, b.exit, "exit", found),
    state: () => {
      sequences(a.state.byUrn, b.state.byUrn, "state", (r) => ["resource", ...["delete", "external", "pendingReplacement", "taint"].filter((flag) => r[flag])].join("+"), found);
      for (const part of ["pending", "version", "features", "metadata", "disorder"]) plainly(a.state[part], b.state[part], `state-${part}`, found);
    },
    providers: () => sequences(a.ledger.config, b.ledger.config, "provider", (c) => c.m, found),
    order: () => plainly(a.ledger.order, b.ledger.order, "order", found),
    hooks: () => sequences(a.ledger.hooks, b.ledger.hooks, "hooks", (h) => h.hook, found),
    invokes: () => plainly(a.ledger.invokes, b.ledger.invokes, "invokes", found),
    history: () => plainly(a.history, b.history, "history", found),
    summary: () => plainly(a.events.summaries, b.events.summaries, "summary", found),
    errors: () => plainly(a.events.errors, b.events.errors, "errors", found),
    json: () => plainly(a.json, b.json, "json", found),
    shapes: () => shapes(a.shapes ?? [], b.shapes ?? [], allowed, needed, found),
  };
  for (const [name, area] of Object.entries(areas)) if (!only || only.includes(name)) area();
  // Ops that differ at all tell more than their fields; the same holds for calls and states.
  const rank = ({ signature }) => (/^(ops|calls|state) [\w]+: /.test(signature) ? 0 : 1);
  return found.map((difference, i) => ({ ...difference, i })).sort((x, y) => rank(x) - rank(y) || x.i - y.i).map(({ i, ...rest }) => rest);
}
