using ImportComponents;
using Pulumi;

return await Deployment.RunAsync(() =>
    WebStack.Create(
        new StackReference(new Config().Get("host") ?? "organization/nixos-on-nixos/dev")
    )
);
