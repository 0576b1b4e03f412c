// Drives the command line by the Automation API, and writes what it saw as one JSON document. The argument says which story.
const fs = require("fs");
const pulumi = require("@pulumi/pulumi");
const automation = require("@pulumi/pulumi/automation");
const { Thing } = require("./thing.js");

const projectName = "conformance";
const inline = (stackName, program) =>
    automation.LocalWorkspace.createOrSelectStack({ projectName, stackName, program });
const kinds = (events) =>
    events.map((e) => Object.keys(e).find((key) => key.endsWith("Event"))).filter((kind) => kind !== "diagnosticEvent" && kind !== "stdoutEvent");
const failure = async (what) => {
    try {
        await what();
        return "none";
    } catch (e) {
        return e.name === "Error" ? e.constructor.name : e.name;
    }
};

const stories = {
    // Everything of an inline program's life.
    async life() {
        const program = async () => {
            const config = new pulumi.Config();
            const thing = new Thing("thing", { value: config.require("value"), kind: "thing" });
            return { text: thing.text, password: config.requireSecret("password"), stack: pulumi.getStack() };
        };
        const stack = await inline("dev", program);
        await stack.setConfig("value", { value: "1" });
        await stack.setConfig("password", { value: "hunter2", secret: true });
        await stack.setConfig("nested.inner", { value: "deep" }, true);
        const seen = { config: await stack.getAllConfig(), value: await stack.getConfig("value") };
        await stack.removeConfig("nested");

        const previewed = [];
        const preview = await stack.preview({ onEvent: (e) => previewed.push(e) });
        seen.preview = { changes: preview.changeSummary, events: kinds(previewed) };

        const updated = [];
        let output = "";
        const up = await stack.up({ message: "first", onEvent: (e) => updated.push(e), onOutput: (o) => (output += o) });
        seen.up = { result: up.summary.result, kind: up.summary.kind, message: up.summary.message, changes: up.summary.resourceChanges,
            events: kinds(updated), outputs: up.outputs, output };
        const created = updated.find((e) => e.resOutputsEvent?.metadata?.type === "pulumi-nodejs:dynamic:Resource");
        seen.created = { op: created.resOutputsEvent.metadata.op, kind: created.resOutputsEvent.metadata.new.outputs.kind };

        seen.again = (await stack.up({ expectNoChanges: true })).summary.resourceChanges;
        seen.refresh = (await stack.refresh({ expectNoChanges: true })).summary.result;
        seen.outputs = await stack.outputs();
        seen.exported = (await stack.exportStack()).deployment.resources.map((r) => r.type);
        seen.history = (await stack.history()).map((h) => `${h.kind} ${h.result}`);
        seen.info = (await stack.info()).kind;
        seen.stacks = (await stack.workspace.listStacks()).map((s) => ({ name: s.name, current: s.current, resourceCount: s.resourceCount }));
        seen.user = (await stack.workspace.whoAmI()).user;
        seen.destroy = (await stack.destroy()).summary.resourceChanges;
        await stack.workspace.removeStack("dev");
        seen.left = (await stack.workspace.listStacks()).length;
        return seen;
    },

    // What fails, by the class of the error.
    async failures() {
        const quick = async () => ({});
        const stack = await inline("dev", quick);
        const seen = {
            missing: await failure(() => automation.LocalWorkspace.selectStack({ projectName, stackName: "nowhere", program: quick })),
            twice: await failure(() => automation.LocalWorkspace.createStack({ projectName, stackName: "dev", program: quick })),
        };
        stack.workspace.program = async () => { throw new Error("inline and failing"); };
        try {
            await stack.up();
        } catch (e) {
            seen.failed = { name: e.name, said: e.message.split("inline and failing").length > 1 };
        }

        stack.workspace.program = async () => ({ text: new Thing("broken", { value: "broken", kind: "inline" }).text });
        try {
            await stack.up();
        } catch (e) {
            seen.broken = { name: e.name, said: e.message.split("error: the inline cannot be made").length - 1 };
        }

        // The second comes while the first is in the middle of its program.
        let conflict;
        stack.workspace.program = async () => {
            const other = await automation.LocalWorkspace.selectStack({ projectName, stackName: "dev", program: quick });
            conflict = await failure(() => other.up());
        };
        await stack.up();
        seen.conflict = conflict;
        seen.result = (await stack.up()).summary.result;
        return seen;
    },

    // A program in a directory.
    async local() {
        const stack = await automation.LocalWorkspace.createOrSelectStack({ stackName: "local", workDir: __dirname });
        await stack.setAllConfig({ "conformance:value": { value: "1" }, "conformance:kind": { value: "base", secret: true } });
        const up = await stack.up();
        const preview = await stack.previewRefresh();
        await stack.setTag("owner", "conformance");
        const tags = await stack.listTags();
        await stack.rename({ stackName: "renamed" });
        const imported = await stack.exportStack();
        await stack.importStack(imported);
        await stack.cancel();
        const left = (await stack.previewDestroy()).changeSummary;
        await stack.destroy({ remove: true });
        const stacks = await stack.workspace.listStacks();
        return { outputs: up.outputs.text, refresh: preview.changeSummary, tag: tags.owner, left, stacks: stacks.length };
    },
};

stories[process.argv[2]]().then(
    (seen) => fs.writeFileSync(process.argv[3], JSON.stringify(seen, undefined, 2)),
    (e) => {
        console.error(e);
        process.exitCode = 1;
    },
);
