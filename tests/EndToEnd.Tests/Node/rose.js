// What tests/GuestStack declares, in another language: the component is built by the provider.
const pulumi = require("@pulumi/pulumi");
class Resource extends pulumi.CustomResource {
    constructor(type, name, args, outputs) {
        super(`nixhost:index:${type}`, name, { ...Object.fromEntries(outputs.map((o) => [o, undefined])), ...args });
    }
}
class SelfConfiguringGuest extends pulumi.ComponentResource {
    constructor(name, args) {
        const outputs = { address: undefined, configuredSystem: undefined, configHash: undefined, sshHostKey: undefined };
        super("nixhost:index:SelfConfiguringGuest", name, { ...outputs, ...args }, {}, true);
    }
}
const config = new pulumi.Config();
const nixpkgs = config.require("nixpkgs");
const lan = new Resource("BridgeNetwork", "lan", { bridge: "nixhost0", requireUplink: false }, ["networkName"]);
const image = new Resource("NixImage", "base", { configuration: "root/common/base.nix", nixpkgs }, ["imagePath"]);
const rose = new SelfConfiguringGuest("rose", {
    image: image.imagePath,
    configurationRoot: "root",
    hostConfiguration: "hosts/rose",
    nixpkgs,
    network: { network: lan.networkName },
    identity: { hostName: "rose", address: "10.77.0.13/24", gateway: "10.77.0.1", dns: ["10.77.0.1"] },
    activation: (config.get("activation") || "Reboot").toLowerCase(),
    diskSize: "512MiB",
    memory: "192MiB",
    waitTimeout: "15m",
});
exports.address = rose.address;
exports.system = rose.configuredSystem;
exports.configHash = rose.configHash;
exports.hostKey = rose.sshHostKey;
