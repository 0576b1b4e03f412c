// Programs that end badly, each in its own way, after a resource was asked for.
const pulumi = require("@pulumi/pulumi");
const { Thing } = require("./thing.js");
const how = new pulumi.Config().get("how");
if (how !== "nothing") {
    const made = new Thing("made", { value: "1" });
    switch (how) {
        case "reject":
            made.id.apply(() => { throw new Error("rejected on purpose"); });
            break;
        case "exit":
            console.log("leaving");
            made.id.apply(() => process.exit(7));
            break;
    }
}
