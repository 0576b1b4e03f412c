// A resource that a ledger file keeps account of: one line for each operation its provider is asked for.
const pulumi = require("@pulumi/pulumi");

function note(line) {
    require("fs").appendFileSync(process.env.CONFORMANCE_LEDGER, line + "\n");
}

const provider = {
    async check(olds, news) {
        const failures = news.value === "refused" ? [{ property: "value", reason: "it says refused" }] : [];
        return { inputs: news, failures };
    },
    async diff(id, olds, news) {
        const replaces = olds.kind !== news.kind ? ["kind"] : [];
        const changes = replaces.length > 0 || olds.value !== news.value || JSON.stringify(olds.data) !== JSON.stringify(news.data);
        return { changes, replaces, deleteBeforeReplace: news.first === true };
    },
    async create(inputs) {
        if (inputs.value === "broken") {
            note(`fail ${inputs.kind}`);
            throw new Error(`the ${inputs.kind} cannot be made`);
        }
        note(`create ${inputs.kind}=${inputs.value}`);
        return { id: `${inputs.kind}-id`, outs: { ...inputs, text: `${inputs.kind} is ${inputs.value}` } };
    },
    async update(id, olds, news) {
        note(`update ${news.kind}=${olds.value}>${news.value}`);
        return { outs: { ...news, text: `${news.kind} is ${news.value}` } };
    },
    async delete(id, olds) {
        note(`delete ${olds.kind}=${olds.value}`);
    },
    async read(id, olds) {
        note(`read ${id}`);
        // What was changed behind the stack's back is in a file beside the ledger.
        const path = `${process.env.CONFORMANCE_LEDGER}.${id}`;
        const real = require("fs").existsSync(path) ? JSON.parse(require("fs").readFileSync(path, "utf8")) : {};
        return real.gone ? { id: "", props: {} } : { id, props: { ...olds, ...real } };
    },
};

/** Inputs: kind (its change replaces), value, data, first (delete before replace). Output: text. */
class Thing extends pulumi.dynamic.Resource {
    constructor(name, args, options) {
        super(provider, name, { text: undefined, kind: name, ...args }, options);
    }
}

module.exports = { Thing, note };
