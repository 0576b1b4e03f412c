// A package of components on the official SDK: run from source by its runner for plugins.
const pulumi = require("@pulumi/pulumi");
const { Thing } = require("./thing.js");

class Shelf extends pulumi.ComponentResource {
    constructor(name, args, options) {
        super("shelves:index:Shelf", name, args, options);
        const boards = [0, 1].map((i) => new Thing(`${name}-board-${i}`, { value: args.text, kind: `board${i}` }, { parent: this }));
        this.label = pulumi.interpolate`${boards[0].text} and ${boards[1].text}`;
        this.registerOutputs({ label: this.label });
    }
}

const provider = {
    version: "1.0.0",
    async construct(name, type, inputs, options) {
        const shelf = new Shelf(name, inputs, options);
        return { urn: shelf.urn, state: { label: shelf.label } };
    },
};

require("@pulumi/pulumi/provider").main(provider, process.argv.slice(2));
