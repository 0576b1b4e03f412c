// Transforms of one resource, of a component's children and of the whole stack; and the older transformations.
const pulumi = require("@pulumi/pulumi");
const { Thing } = require("./thing.js");

pulumi.runtime.registerResourceTransform(({ type, name, props, opts }) => {
    if (type !== "pulumi-nodejs:dynamic:Resource") {
        return undefined;
    }
    return { props: { ...props, value: `${props.value} stack` }, opts: pulumi.mergeOptions(opts, { protect: name === "guarded" }) };
});

class Group extends pulumi.ComponentResource {
    constructor(name, options) {
        super("conformance:index:Group", name, {}, options);
        new Thing("child", { value: "child" }, { parent: this });
    }
}

const own = ({ props, opts }) => ({ props: { ...props, value: `${props.value} own` }, opts });
new Thing("single", { value: "single" }, { transforms: [own] });
new Group("group", { transforms: [async ({ type, props, opts }) => (type.endsWith("Group") ? undefined : { props: { ...props, value: `${props.value} group` }, opts })] });
new Thing("older", { value: "older" }, { transformations: [({ props, opts }) => ({ props: { ...props, value: "older way" }, opts })] });
new Thing("guarded", { value: "guarded" });
