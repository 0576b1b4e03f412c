using Guests;
using Pulumi;

return await Deployment.RunAsync(() =>
    GuestStack.Create(new Config().RequireObject<string[]>("names"))
);
