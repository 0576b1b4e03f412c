// Components in TypeScript, which the official SDK's host for components serves: it finds out their schema by itself.
import * as pulumi from "@pulumi/pulumi";
import { componentProviderHost } from "@pulumi/pulumi/provider/experimental";

declare function require(name: string): any;
declare const __dirname: string;
const { Thing } = require("./thing.js");

/** What a table is made of. */
export interface TableArgs {
    /** How many legs it stands on. */
    legs: pulumi.Input<number>;
    /** What is carved into it. */
    carving?: pulumi.Input<string>;
}

/** A table that stands on its legs. */
export class Table extends pulumi.ComponentResource {
    /** What one sees of it. */
    public readonly look: pulumi.Output<string>;

    constructor(name: string, args: TableArgs, options?: pulumi.ComponentResourceOptions) {
        super("furniture:index:Table", name, args, options);
        const top = new Thing(`${name}-top`, { value: args.carving, kind: "top" }, { parent: this });
        this.look = pulumi.interpolate`${args.legs} legs, ${top.value} on them`;
        this.registerOutputs({ look: this.look });
    }
}

componentProviderHost({ name: "furniture", dirname: __dirname, components: [Table] });
