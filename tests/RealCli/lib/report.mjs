// Mismatches as directories, and as lines grouped by cause.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const slug = (text) => text.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);

/** Mismatches with one main signature are one group. */
export function group(mismatches) {
  const groups = new Map();
  for (const mismatch of mismatches) {
    const [{ signature }, ...others] = mismatch.differences;
    if (!groups.has(signature)) groups.set(signature, { signature, mismatches: [], also: new Set() });
    groups.get(signature).mismatches.push(mismatch);
    for (const other of others) if (other.signature !== signature) groups.get(signature).also.add(other.signature);
  }
  return [...groups.values()].sort((a, b) => b.mismatches.length - a.mismatches.length);
}

function text(scenario, { seed, step, command, differences }) {
  const shown = (value) => JSON.stringify(value, null, 1)?.slice(0, 6000).split("\n").join("\n      ") ?? "absent";
  const lines = [`seed ${seed}, step ${step} of ${scenario.steps.length}: ${command}; A is the record, B is ours`, ""];
  for (const { signature, path: where, a, b } of differences.slice(0, 60)) {
    lines.push(`* ${signature}`, `    at ${where.join(" / ")}`, `    A ${shown(a)}`, `    B ${shown(b)}`, "");
  }
  return lines.join("\n");
}

export function writeMismatch(out, scenario, mismatch) {
  const directory = path.join(out, slug(mismatch.differences[0].signature), `seed${scenario.seed}-step${mismatch.step}`);
  mkdirSync(directory, { recursive: true });
  const put = (name, content) => writeFileSync(path.join(directory, name), typeof content === "string" ? content : `${JSON.stringify(content, null, 1)}\n`);
  put("diff.txt", text(scenario, mismatch));
  put("scenario.json", scenario);
  put("a.json", mismatch.a);
  put("b.json", mismatch.b);
  put("b.out.txt", mismatch.output);
}

export function summary(groups, stats) {
  const count = groups.reduce((sum, { mismatches }) => sum + mismatches.length, 0);
  const lines = [`${stats.scenarios} scenarios, ${stats.steps} steps compared in ${Math.round(stats.seconds)} s; ${count} mismatches of ${groups.length} kinds`];
  for (const { signature, mismatches, also } of groups) {
    const commands = [...new Set(mismatches.map(({ command }) => command))];
    lines.push("", `${mismatches.length}x ${signature}`, `    ${mismatches.map(({ seed, step }) => `${seed}.${step}`).join(" ")}; ${commands.slice(0, 5).join(" | ")}`);
    for (const other of [...also].slice(0, 4)) lines.push(`      also ${other}`);
  }
  const known = Object.entries(stats.known);
  if (stats.idle.length > 0) lines.push("", "Allowed, but nothing needs it any more (take it out of known.txt or known-shapes.txt):", ...stats.idle.map((one) => `  ${one}`));
  if (known.length > 0) lines.push("", "Known, and left out above:", ...known.map(([step, why]) => `  ${step} ${why}`));
  return lines.join("\n");
}
