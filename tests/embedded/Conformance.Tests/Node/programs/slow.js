// A resource that takes its time: its provider goes on until it is stopped.
const pulumi = require("@pulumi/pulumi");
const { note } = require("./thing.js");
const provider = {
    async create() {
        note(`started ${process.pid}`);
        await new Promise((done) => setTimeout(done, 600000));
        return { id: "slow", outs: {} };
    },
};
class Slow extends pulumi.dynamic.Resource {
    constructor(name) {
        super(provider, name, {});
    }
}
new Slow("slow");
