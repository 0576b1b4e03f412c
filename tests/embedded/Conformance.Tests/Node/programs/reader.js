// Reads the outputs of another stack.
const pulumi = require("@pulumi/pulumi");
const other = new pulumi.StackReference("organization/conformance/test");
exports.open = other.requireOutput("open");
exports.password = other.requireOutput("password");
exports.missing = other.getOutput("missing").apply((value) => value === undefined);
exports.details = pulumi.output(other.getOutputDetails("own")).apply((details) => details.secretValue === "own secret");
