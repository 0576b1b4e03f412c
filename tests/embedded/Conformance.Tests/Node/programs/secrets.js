// A secret on all its ways: configuration, inputs, outputs of a provider that knows no secrets, and other resources' inputs.
const pulumi = require("@pulumi/pulumi");
const { Thing } = require("./thing.js");
const config = new pulumi.Config();

const password = config.requireSecret("password");
const holder = new Thing("holder", { kind: "holder", data: password });
new Thing("derived", { kind: "derived", data: holder.data.apply((data) => `<${data}>`) });
const marked = new Thing("marked", { kind: "marked", value: "open" }, { additionalSecretOutputs: ["text"] });

exports.password = password;
exports.object = config.requireSecretObject("object").apply((object) => object.inner);
exports.data = holder.data;
exports.text = marked.text;
exports.open = marked.kind;
exports.own = pulumi.secret("own secret");
exports.length = pulumi.unsecret(password.apply((text) => text.length));
