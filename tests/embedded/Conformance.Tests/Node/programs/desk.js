#!/usr/bin/env node
// A provider on the official provider SDK: it knows secrets and resources, has configuration, functions and components.
const fs = require("fs");
const pulumi = require("@pulumi/pulumi");
const note = (line) => fs.appendFileSync(process.env.CONFORMANCE_LEDGER, line + "\n");

const provider = {
    version: "1.2.3",
    async check(urn, olds, news) {
        return { inputs: news };
    },
    async diff(id, urn, olds, news) {
        return { changes: olds.value !== news.value };
    },
    async create(urn, inputs) {
        note(`create ${inputs.value}`);
        return { id: "paper-1", outs: { ...inputs, size: inputs.value.length } };
    },
    async read(id, urn, props) {
        note(`read ${id}`);
        return { id, props: { value: "there", size: 5 }, inputs: { value: "there" } };
    },
    async update(id, urn, olds, news) {
        note(`update ${news.value}`);
        return { outs: { ...news, size: news.value.length } };
    },
    async delete(id, urn, props) {
        note(`delete ${props.value}`);
    },
    async invoke(token, args) {
        if (args.text === "bad") {
            return { failures: [{ property: "text", reason: "it is bad" }] };
        }
        return { outputs: { text: `${token} says ${args.text}` } };
    },
};

require("@pulumi/pulumi/provider").main(provider, process.argv.slice(2));
