// What options of resources do, in two stages: the second changes everything at once.
const pulumi = require("@pulumi/pulumi");
const { Thing, note } = require("./thing.js");
const second = new pulumi.Config().requireNumber("stage") === 2;
const value = second ? "2" : "1";

const first = new Thing("first", { value });
// Its inputs do not refer to the first one: only the option makes it wait.
const waits = new Thing("waits", { value: "w" }, { dependsOn: [first] });
new Thing("ignores", { value }, { ignoreChanges: ["value"] });
new Thing("guarded", { value: "g" }, { protect: !second, customTimeouts: { create: "5m" } });
if (!second) {
    new Thing("kept", { value: "k" }, { retainOnDelete: true });
    new Thing("goes", { value: "x" }, { deletedWith: first });
}
// Runs only when its value is known.
first.text.apply((text) => note(`applied ${text}`));
exports.text = pulumi.interpolate`${first.text}, ${waits.id}`;
