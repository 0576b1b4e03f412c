// A dynamic provider that reads the configuration of the stack.
const pulumi = require("@pulumi/pulumi");

class Provider {
    async configure(request) {
        this.password = request.config.require("password");
        this.token = request.config.get("desk:token");
    }

    async create(inputs) {
        return { id: "configured", outs: { length: this.password.length, token: this.token } };
    }
}

class Configured extends pulumi.dynamic.Resource {
    constructor(name) {
        super(new Provider(), name, { length: undefined, token: undefined });
    }
}

const configured = new Configured("configured");
exports.length = configured.length;
exports.token = configured.token;
