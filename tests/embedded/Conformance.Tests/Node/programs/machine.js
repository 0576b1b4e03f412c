// A machine of the package nixhost, whose classes the test writes from the schema: outputs of one resource are inputs of another.
const pulumi = require("@pulumi/pulumi");
const { BridgeNetwork, ConfigDisk, NixGuest, OverlayDisk } = require("./nixhost");
const config = new pulumi.Config();
const name = config.require("guest");
const os = new OverlayDisk("os", { image: config.require("image"), fileName: `${name}.qcow2` });
const settings = new ConfigDisk("settings", { files: { hostname: "rose" } });
const lan = new BridgeNetwork("lan", { bridge: "nixhost0", networkName: name, requireUplink: false });
const guest = new NixGuest(name, { memory: 512 * 1024 * 1024, disks: [os.disk, settings.disk], networks: [lan.card] });
exports.memory = guest.memory;
exports.address = guest.address;
