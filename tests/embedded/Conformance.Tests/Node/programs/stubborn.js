#!/usr/bin/env node
// A provider that does not end when it is asked to, in the middle of an operation, with a process of its own beside it.
const fs = require("fs");
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => fs.appendFileSync(process.env.CONFORMANCE_LEDGER, `ignored ${signal}\n`));
}
require("child_process").spawn("sleep", ["600"], { stdio: "ignore" });
const provider = {
    version: "1.2.3",
    async check(urn, olds, news) {
        return { inputs: news };
    },
    async create(urn, inputs) {
        fs.appendFileSync(process.env.CONFORMANCE_LEDGER, "started\n");
        await new Promise((done) => setTimeout(done, 600000));
    },
};
require("@pulumi/pulumi/provider").main(provider, process.argv.slice(2));
