// A resource whose provider has no diff, so that the engine compares; the program says what a change of which property means.
const pulumi = require("@pulumi/pulumi");
const { note } = require("./thing.js");
const config = new pulumi.Config();
const provider = {
    async create(inputs) {
        note(`create ${inputs.color} ${inputs.place.room}`);
        return { id: `${inputs.color}-id`, outs: inputs };
    },
    async update(id, olds, news) {
        note(`update ${news.color} ${news.place.room}`);
        return { outs: news };
    },
    async delete(id, olds) {
        note(`delete ${olds.color} ${olds.place.room}`);
    },
};
class Chair extends pulumi.dynamic.Resource {
    constructor(name, args, options) {
        super(provider, name, args, options);
    }
}
const place = { room: config.get("room") ?? "hall", side: config.get("side") ?? "left" };
new Chair("chair", { color: config.get("color") ?? "red", place }, { replaceOnChanges: ["place.room"] });
