// Uses components of a package: they are built by the package's own plugin, on the same official SDK.
const pulumi = require("@pulumi/pulumi");
const { Thing } = require("./thing.js");
class Shelf extends pulumi.ComponentResource {
    constructor(name, args, options) {
        super("shelves:index:Shelf", name, { label: undefined, ...args }, options, true);
    }
    describe(args) {
        return pulumi.runtime.call("shelves:index:Shelf/describe", { __self__: this, ...args }, this);
    }
}
const before = new Thing("before", { value: "b" });
const shelf = new Shelf("shelf", { text: before.text, secret: pulumi.secret("hidden words"), count: 2 });
exports.label = shelf.label;
const described = shelf.describe({ text: new pulumi.Config().get("text") ?? before.text });
exports.sentence = described.sentence;
exports.told = described.told;
