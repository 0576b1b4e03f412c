// Uses the provider in desk.js: its default provider, an explicit one, a function, and what exists already.
const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();

class Paper extends pulumi.CustomResource {
    constructor(name, args, options) {
        super("desk:index:Paper", name, { value: undefined, size: undefined, ...args }, options);
    }
}

const paper = new Paper("paper", { value: config.get("value") ?? "short" });
const own = new pulumi.ProviderResource("desk", "own", {});
new Paper("explicit", { value: "explicit" }, { provider: own });
if (config.getBoolean("import")) {
    new Paper("imported", { value: "there" }, { import: "paper-7" });
}
exports.size = paper.size;
exports.said = pulumi.output(pulumi.runtime.invoke("desk:index:ask", { text: config.get("text") ?? "hello" })).apply((r) => r.text);
exports.later = pulumi.runtime.invokeOutput("desk:index:ask", { text: pulumi.interpolate`${paper.size}` }).apply((r) => r.text);
