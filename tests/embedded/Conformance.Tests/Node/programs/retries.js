// Operations that fail at first, and error hooks: one asks for another try as often as it is told to, another never does.
const pulumi = require("@pulumi/pulumi");
const { note } = require("./thing.js");
const config = new pulumi.Config();
const fails = Number(config.get("fails") ?? "0");

// A provider that fails as often as told, whatever it is asked for.
const provider = {
    async create(inputs) {
        attempt("create", inputs);
        return { id: "shaky-id", outs: { ...inputs, text: `made as ${inputs.value}` } };
    },
    async update(id, olds, news) {
        attempt("update", news);
        return { outs: { ...news, text: `made as ${news.value}` } };
    },
    async delete(id, olds) {
        note(`delete ${olds.value}`);
    },
};
function attempt(operation, inputs) {
    const lines = require("fs").readFileSync(process.env.CONFORMANCE_LEDGER, { flag: "a+", encoding: "utf8" }).split("\n");
    const failed = lines.filter((line) => line === `fail ${operation} ${inputs.value}`).length;
    if (failed < Number(inputs.fails)) {
        note(`fail ${operation} ${inputs.value}`);
        throw new Error(`failure ${failed + 1} of ${operation}`);
    }
    note(`${operation} ${inputs.value}`);
}
class Shaky extends pulumi.dynamic.Resource {
    constructor(name, args, options) {
        super(provider, name, { text: undefined, ...args }, options);
    }
}

const again = new pulumi.ErrorHook("again", async (args) => {
    const before = args.oldOutputs?.text ?? "-";
    const newest = args.errors[0].match(/failure \d of \w+/);
    note(`again ${args.name} ${args.failedOperation} ${before} ${args.newInputs.value} ${args.errors.length} ${newest}`);
    return true;
});
const never = new pulumi.ErrorHook("never", () => false);
const onError = [config.getBoolean("again") ?? true ? again : never];
exports.text = new Shaky("shaky", { value: config.get("value") ?? "1", fails }, { hooks: { onError } }).text;
