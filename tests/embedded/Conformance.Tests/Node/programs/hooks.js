// Hooks around operations, and a hook that refuses.
const pulumi = require("@pulumi/pulumi");
const { Thing, note } = require("./thing.js");
const config = new pulumi.Config();
const hook = (name) =>
    new pulumi.ResourceHook(name, async (args) => {
        note(`${name} ${args.name} ${args.newOutputs?.text ?? args.oldOutputs?.text ?? "-"}`);
        if (config.get("refuse") === name) {
            throw new Error(`${name} refuses`);
        }
    });
const hooks = {
    beforeCreate: [hook("before-create")],
    afterCreate: [hook("after-create")],
    beforeUpdate: [hook("before-update")],
    afterUpdate: [hook("after-update")],
    beforeDelete: [hook("before-delete")],
    afterDelete: [hook("after-delete")],
};
if (config.getBoolean("there") ?? true) {
    new Thing("hooked", { value: config.get("value") ?? "1" }, { hooks });
}
