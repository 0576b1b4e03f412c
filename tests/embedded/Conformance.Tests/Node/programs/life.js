// A resource through its life: the configuration says how it is wanted, and in the end that it is not.
const pulumi = require("@pulumi/pulumi");
const { Thing } = require("./thing.js");
const config = new pulumi.Config();

const base = new Thing("base", { value: config.get("value") ?? "1", kind: config.get("kind") ?? "base" });
exports.text = base.text;
exports.id = base.id;
if (config.getBoolean("more") ?? true) {
    new Thing("more", { value: base.text, first: true, kind: base.id });
}
const known = new Thing("known", { kind: "known" }, { id: "known-id" });
exports.known = known.urn;
