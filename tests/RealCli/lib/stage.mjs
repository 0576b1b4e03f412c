// Where a side of a scenario runs: a project, a backend, a ledger and a PULUMI_HOME of its own, and the commands in it.
import { spawn, fork } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PROJECT, STACK } from "./specs.mjs";

export const HERE = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const PASSPHRASE = "differential";
const WITH_EVENTS = new Set(["up", "preview", "refresh", "destroy", "import"]);
const WITH_CLIENT = new Set(["up", "preview", "refresh", "destroy"]);

/** Runs a process to its end. */
export function run(file, args, { cwd, env, timeout = 180_000 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    let stdout = "";
    let stderr = "";
    let late = false;
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    const timer = setTimeout(() => {
      late = true;
      try {
        process.kill(-child.pid, "SIGKILL"); // its own process group
      } catch {}
    }, timeout);
    child.on("error", (error) => (stderr += `${error}`));
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: late ? "timeout" : code ?? "killed", stdout, stderr });
    });
  });
}

/** The program and the provider, beside the SDK that they use. */
export function prepareCache(cache, modules) {
  mkdirSync(cache, { recursive: true });
  symlinkSync(modules, path.join(cache, "node_modules"));
  for (const name of ["program", "provider"]) cpSync(path.join(HERE, name), path.join(cache, name), { recursive: true });
}

/** The warm process of a slot: language runtime and providers. */
export class Host {
  static async start(cache) {
    const host = new Host();
    host.child = fork(path.join(cache, "provider", "host.cjs"), { cwd: cache, stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: [] });
    host.ports = await new Promise((resolve, reject) => {
      host.child.once("message", resolve);
      host.child.once("exit", (code) => reject(new Error(`the host ended with ${code}`)));
    });
    return host;
  }

  get alive() {
    return this.child.exitCode === null && this.child.connected;
  }

  stop() {
    if (this.child.connected) this.child.disconnect();
  }
}

export class Side {
  constructor(root, { cache, host }) {
    Object.assign(this, { root, cache, host });
    this.ids = new Map(); // provider ids -> labels
    this.labels = new Map(); // urns -> how many ids they had
  }

  get project() { return path.join(this.root, "project"); }
  get backend() { return path.join(this.root, "backend"); }
  get ledger() { return path.join(this.root, "ledger"); }
  get stateFile() { return path.join(this.backend, ".pulumi", "stacks", PROJECT, `${STACK}.json`); }
  get eventLog() { return path.join(this.root, "events.jsonl"); }

  env(step) {
    return {
      ...process.env,
      HOME: path.join(this.root, "home"),
      PULUMI_HOME: path.join(this.root, "home", ".pulumi"),
      PULUMI_BACKEND_URL: `file://${this.backend}`,
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DEBUG_COMMANDS: "true",
      INFRA_ENGINE: "embedded",
      SPEC: path.join(this.project, "spec.json"),
      DIFFX_DIR: this.ledger,
      DIFFX_HOST: `${this.host.ports.providers}`,
      DIFFX_TWEAK: "",
      NODE_OPTIONS: "",
      ...(step?.env ?? {}),
    };
  }

  /** An empty project, and no stack yet. */
  create() {
    for (const name of ["project", "backend", "ledger", "home"]) mkdirSync(path.join(this.root, name), { recursive: true });
    const yaml = [
      `name: ${PROJECT}`, "runtime: nodejs", "plugins:", "  providers:", "    - name: diffx", `      path: ${path.join(this.cache, "provider")}`, "",
    ].join("\n");
    writeFileSync(path.join(this.project, "Pulumi.yaml"), yaml);
  }

  /** A copy of what another side is, ledger and all. */
  copyFrom(other) {
    for (const name of ["backend", "ledger"]) {
      rmSync(path.join(this.root, name), { recursive: true, force: true });
      cpSync(path.join(other.root, name), path.join(this.root, name), { recursive: true });
    }
    cpSync(path.join(other.project, `Pulumi.${STACK}.yaml`), path.join(this.project, `Pulumi.${STACK}.yaml`));
    this.ids = new Map(other.ids);
    this.labels = new Map(other.labels);
  }

  /** What a step finds: spec, config, drift, faults, files. */
  lay(step, scenario) {
    writeFileSync(path.join(this.project, "spec.json"), JSON.stringify({ ...step.spec, ledger: this.ledger, serial: scenario.serial, goOn: step.cmds[0].includes("--continue-on-error") }));
    const settings = path.join(this.project, `Pulumi.${STACK}.yaml`);
    const salt = /^encryptionsalt:.*$/m.exec(existsSync(settings) ? readFileSync(settings, "utf8") : "")?.[0];
    const config = Object.entries(step.config ?? {}).map(([key, value]) => `  ${key.includes(":") ? key : `${PROJECT}:${key}`}: ${value}`);
    writeFileSync(settings, [...(salt ? [salt] : []), ...(config.length > 0 ? ["config:", ...config] : []), ""].join("\n"));
    mkdirSync(path.join(this.ledger, "objects"), { recursive: true });
    writeFileSync(path.join(this.ledger, "faults.json"), JSON.stringify(step.faults ?? {}));
    for (const [name, content] of Object.entries(step.files ?? {})) writeFileSync(path.join(this.project, name), JSON.stringify(content, null, 4));
    for (const change of step.drift ?? []) drift(this.ledger, change);
    if (step.pending) interrupt(this.stateFile, step.pending);
    for (const file of [this.eventLog, path.join(this.ledger, "log")]) rmSync(file, { force: true });
  }

  /** Runs a step's commands; the first that fails ends it. */
  async command(cli, step, scenario) {
    const parallel = step.faults ? 1 : scenario.parallel; // what else is under way when something fails would be a matter of chance
    const results = [];
    for (const cmd of step.cmds) {
      const args = [...cmd, "--stack", STACK, "--non-interactive"];
      if (WITH_EVENTS.has(cmd[0])) {
        args.push("--event-log", this.eventLog);
        if (parallel) args.push("--parallel", `${parallel}`);
      }
      if (WITH_CLIENT.has(cmd[0])) args.push(`--client=127.0.0.1:${this.host.ports.language}`);
      const result = await run(cli, args, { cwd: this.project, env: this.env(step) });
      results.push(result);
      if (result.code !== 0) break;
    }
    return results;
  }

  remove() {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Leaves operations in the state as a run does that is killed. */
function interrupt(file, pending) {
  const state = JSON.parse(readFileSync(file, "utf8"));
  const latest = (state.checkpoint.latest ??= {});
  const resources = latest.resources ?? [];
  const provider = resources.find(({ type }) => type === "pulumi:providers:diffx");
  if (!provider) return; // nothing was ever made, so nothing was interrupted
  const lost = (name) => ({
    urn: `urn:pulumi:${STACK}::${PROJECT}::diffx:index:Thing::${name}`, custom: true, type: "diffx:index:Thing", inputs: { value: "v1" }, provider: `${provider.urn}::${provider.id}`,
  });
  latest.pending_operations = pending.map(({ type, name }) => ({ resource: resources.find((r) => r.custom && r.urn.split("::").slice(3).join("::") === name) ?? lost(name), type }));
  writeFileSync(file, JSON.stringify(state, null, 4));
}

/** Changes objects behind the provider's back. */
function drift(ledger, change) {
  const objects = path.join(ledger, "objects");
  if (change.op === "make") {
    const outputs = { ...change.inputs, out: `out(${JSON.stringify(change.inputs.value)})`, stable: "stable(external)", gen: 1 };
    writeFileSync(path.join(objects, encodeURIComponent(change.id)), JSON.stringify({ urn: change.urn, inputs: change.inputs, outputs }));
    return;
  }
  for (const file of readdirSync(objects)) {
    const object = JSON.parse(readFileSync(path.join(objects, file), "utf8"));
    if (object.urn.split("::").slice(3).join("::") !== change.name) continue;
    if (change.op === "delete") {
      rmSync(path.join(objects, file));
      continue;
    }
    if (change.op === "set") object.inputs[change.prop] = change.to;
    object.outputs[change.prop] = change.to;
    writeFileSync(path.join(objects, file), JSON.stringify(object));
  }
}

/** A side on which a CLI has made the stack: copied for every scenario, so that keys are derived once. */
export async function template(cli, root, options) {
  const side = new Side(root, options);
  side.create();
  const result = await run(cli, ["stack", "init", STACK, "--non-interactive"], { cwd: side.project, env: side.env() });
  if (result.code !== 0) throw new Error(`${cli} stack init failed:\n${result.stdout}${result.stderr}`);
  if (!existsSync(side.stateFile) || statSync(side.stateFile).size === 0) throw new Error(`${cli} stack init left no state at ${side.stateFile}`);
  mkdirSync(path.join(side.ledger, "objects"), { recursive: true });
  return side;
}
