// A package of components on the official SDK: run from source by its runner for plugins.
const pulumi = require("@pulumi/pulumi");
const { Thing } = require("./thing.js");

class Shelf extends pulumi.ComponentResource {
    constructor(name, args, options) {
        super("shelves:index:Shelf", name, { label: undefined }, options);
        // A reference to one that is there already: its outputs come from the engine.
        if (options.urn !== undefined) {
            return;
        }
        const boards = [0, 1].map((i) => new Thing(`${name}-board-${i}`, { value: args.text, kind: `board${i}` }, { parent: this }));
        this.label = pulumi.interpolate`${boards[0].text} and ${boards[1].text}`;
        this.registerOutputs({ label: this.label });
    }
}

pulumi.runtime.registerResourceModule("shelves", "index", {
    version: "1.0.0",
    construct: (name, type, urn) => new Shelf(name, {}, { urn }),
});

const provider = {
    version: "1.0.0",
    async construct(name, type, inputs, options) {
        const shelf = new Shelf(name, inputs, options);
        return { urn: shelf.urn, state: { label: shelf.label } };
    },
    async call(token, inputs) {
        if (token !== "shelves:index:Shelf/describe") {
            throw new Error(`there is no method ${token}`);
        }
        const text = pulumi.output(inputs.text);
        // In a preview the text may not be known yet.
        if ((await text.isKnown) && (await text.promise()) === "bad") {
            return { failures: [{ property: "text", reason: "it is bad" }] };
        }
        const label = pulumi.output(inputs.__self__).apply((shelf) => shelf.label);
        return { outputs: { sentence: pulumi.interpolate`${text}: ${label}`, told: pulumi.secret(text) } };
    },
};

require("@pulumi/pulumi/provider").main(provider, process.argv.slice(2));
