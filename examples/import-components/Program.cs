using ImportComponents;
using Pulumi;

return await Deployment.RunAsync(() =>
    WebStack.Create(new StackReference(new Config().Require("host")))
);
