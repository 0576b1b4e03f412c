// A component with children, and the same under other names and another parent.
const pulumi = require("@pulumi/pulumi");
const { Thing } = require("./thing.js");
const renamed = new pulumi.Config().getBoolean("renamed") ?? false;

class Pair extends pulumi.ComponentResource {
    constructor(name, args, options) {
        super("conformance:index:Pair", name, {}, options);
        const left = new Thing(`${name}-left`, { value: args.value, kind: "left" }, { parent: this });
        const right = new Thing(`${name}-right`, { value: left.text, kind: "right" }, { parent: this });
        this.text = right.text;
        this.registerOutputs({ text: this.text });
    }
}

const pair = renamed
    ? new Pair("new", { value: "1" }, { aliases: [{ name: "old" }] })
    : new Pair("old", { value: "1" });
renamed
    ? new Thing("moved", { value: "m", kind: "single" }, { parent: pair, aliases: [{ name: "single", parent: pulumi.rootStackResource }] })
    : new Thing("single", { value: "m", kind: "single" });
exports.text = pair.text;
