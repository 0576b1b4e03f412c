// Assets and archives as inputs.
const pulumi = require("@pulumi/pulumi");
const { Thing } = require("./thing.js");
new Thing("text", { kind: "text", data: new pulumi.asset.StringAsset("some text") });
new Thing("file", { kind: "file", data: new pulumi.asset.FileAsset("./content.txt") });
new Thing("archive", {
    kind: "archive",
    data: new pulumi.asset.AssetArchive({
        "a.txt": new pulumi.asset.StringAsset("in an archive"),
        folder: new pulumi.asset.FileArchive("./folder"),
    }),
});
