#!/usr/bin/env node
// Holds our command line to what the Pulumi CLI did in recorded scenarios, step by step. README.md says how.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { Player } from "./lib/play.mjs";
import * as records from "./lib/record.mjs";
import { group, summary, writeMismatch } from "./lib/report.mjs";
import { HERE, Host, prepareCache, template } from "./lib/stage.mjs";

/** A third of the scenarios, chosen so that every command, flag, option and kind of mismatch that was ever found is in it. */
const THIRD = "1,4,5,6,8,9,14,15,16,20,23,26,27,29,30,32,34,36,43,47,57,1001,1003,1004,1009";

const { values: o } = parseArgs({
  options: {
    cli: { type: "string" }, modules: { type: "string" }, seeds: { type: "string", default: "third" }, slots: { type: "string", default: "2" },
    out: { type: "string", default: path.join(os.tmpdir(), "real-cli-report") },
  },
});
if (!o.cli || !o.modules) {
  console.error("usage: run.mjs --cli INFRA --modules NODE_MODULES [--seeds third|all|1-9,30] [--slots 2] [--out DIR]");
  process.exit(2);
}

const wanted = (text) => {
  if (text === "all") return () => true;
  const ranges = (text === "third" ? THIRD : text).split(",").map((part) => part.split("-").map(Number));
  return (seed) => ranges.some(([from, to]) => seed >= from && seed <= (to ?? from));
};
/** seed.step -> why ours may differ there */
const known = new Map(
  readFileSync(path.join(HERE, "known.txt"), "utf8").split("\n").filter((line) => /^\d/.test(line)).map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ")).trim()]));
/** Wordings that only one side has, and may: "A sentence" or "B sentence". */
const allowed = new Set(readFileSync(path.join(HERE, "known-shapes.txt"), "utf8").split("\n").filter((line) => /^[AB] /.test(line)).map((line) => line.split(" | ")[0].trim()));

const began = Date.now();
const out = path.resolve(o.out);
const work = mkdtempSync(path.join(os.tmpdir(), "real-cli-"));
const queue = records.read(path.join(HERE, "scenarios"), wanted(o.seeds), path.join(HERE, "shapes.json"));
const all = [];
const stats = { scenarios: 0, steps: 0, known: {}, broken: 0, idle: [] };
const needed = new Set(); // of what is allowed
const hosts = [];
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

async function play(player, host, { scenario, steps }) {
  const mismatches = await player.play(scenario, host, steps);
  stats.scenarios++;
  stats.steps += steps.length;
  const isKnown = ({ step }) => known.has(`${scenario.seed}.${step}`);
  for (const { step } of mismatches.filter(isKnown)) stats.known[`${scenario.seed}.${step}`] = known.get(`${scenario.seed}.${step}`);
  const found = mismatches.filter((one) => !isKnown(one));
  for (const mismatch of found) {
    const command = scenario.steps[mismatch.step].cmds.map((cmd) => cmd.filter((arg) => !arg.startsWith("urn:")).join(" ")).join(" ; ");
    Object.assign(mismatch, { seed: scenario.seed, command });
    writeMismatch(out, scenario, mismatch);
    mismatch.a = mismatch.b = undefined; // what was seen is written down
    all.push(mismatch);
  }
  const words = found.map(({ step, differences }) => `step ${step}: ${differences[0].signature}`).join("\n      ");
  console.error(`${Math.round((Date.now() - began) / 1000)}s seed ${scenario.seed}: ${steps.length} steps, ${words || "alike"}`);
}

try {
  prepareCache(path.join(work, "cache"), path.resolve(o.modules));
  const cache = path.join(work, "cache");
  const cli = path.resolve(o.cli);
  hosts.push(...(await Promise.all(Array.from({ length: Number(o.slots) }, () => Host.start(cache)))));
  const stack = await template(cli, path.join(work, "template"), { cache, host: hosts[0] });
  await Promise.all(hosts.map(async (host) => {
    const player = new Player({ cli, template: stack, work, cache, allowed, needed });
    for (let record = queue.shift(); record; record = queue.shift()) {
      try {
        await play(player, host, record);
      } catch (error) {
        console.error(`seed ${record.scenario.seed}: the player failed: ${error.stack}`);
        stats.broken++;
      }
    }
  }));
} finally {
  hosts.forEach((host) => host.stop());
  rmSync(work, { recursive: true, force: true });
}

// Only all scenarios can tell that nobody needs an allowance any more. One that is left over would hide the next mistake.
if (o.seeds === "all" && stats.broken === 0) stats.idle = [...[...known.keys()].filter((step) => !(step in stats.known)), ...[...allowed].filter((shape) => !needed.has(shape))];
const groups = group(all);
const readable = summary(groups, { ...stats, seconds: (Date.now() - began) / 1000 });
writeFileSync(path.join(out, "summary.txt"), `${readable}\n`);
console.log(readable);
process.exit(groups.length > 0 || stats.idle.length > 0 ? 1 : stats.broken > 0 || stats.scenarios === 0 ? 3 : 0);
