// Uses a component of a package in TypeScript.
const pulumi = require("@pulumi/pulumi");
class Table extends pulumi.ComponentResource {
    constructor(name, args, options) {
        super("furniture:index:Table", name, { look: undefined, ...args }, options, true);
    }
}
const config = new pulumi.Config();
exports.look = new Table("table", { legs: config.getNumber("legs") ?? 4, carving: config.requireSecret("carving") }).look;
