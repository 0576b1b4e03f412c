using LedgerStack;
using Pulumi;

// The stack behind the tests of interrupted runs. Its configuration says which of its versions is wanted, or how many entries.
return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var version = config.RequireInt32("version");
    return config.GetInt32("bytes") is { } bytes ? Shapes.Large(bytes)
        : config.GetInt32("count") is { } count ? Shapes.Flat(count, version)
        : Shapes.Mixed(version, config.GetSecret("password"));
});
