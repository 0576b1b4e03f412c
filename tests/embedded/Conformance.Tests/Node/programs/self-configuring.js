// A component of the package nixhost, which its provider builds in the running deployment.
const pulumi = require("@pulumi/pulumi");
class SelfConfiguringGuest extends pulumi.ComponentResource {
    constructor(name, args, options) {
        super("nixhost:index:SelfConfiguringGuest", name, { address: undefined, ...args }, options, true);
    }
}
const config = new pulumi.Config();
exports.address = new SelfConfiguringGuest(config.require("guest"), {
    image: config.require("image"),
    configurationRoot: "guests",
    hostConfiguration: "hosts/web",
    network: { bridge: "nixhost0" },
    identity: { hostName: config.get("hostName"), address: "10.77.0.99/24" },
    mode: "rebuildInGuest",
    authorizedKeys: config.requireSecretObject("keys"),
}).address;
