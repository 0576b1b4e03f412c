// A program in TypeScript, which the SDK's runner compiles as it loads it.
import * as pulumi from "@pulumi/pulumi";

interface Greeting {
    text: string;
}

const greeting: pulumi.Output<Greeting> = pulumi.output({ text: new pulumi.Config().require("text") });
export const text: pulumi.Output<string> = greeting.apply((g: Greeting) => `${g.text} in TypeScript`);
