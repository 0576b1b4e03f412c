namespace Pulumi.Libvirt;

/// <summary>What a generated SDK adds to the options of its resources and calls.</summary>
internal static class LibvirtDefaults
{
    public const string Version = "0.5.4";

    public static InvokeOptions WithDefaults(this InvokeOptions? given)
    {
        var options = given ?? new InvokeOptions();
        options.Version = given?.Version ?? Version;
        return options;
    }

    public static CustomResourceOptions Of(CustomResourceOptions? given, Input<string>? id)
    {
        var merged = CustomResourceOptions.Merge(new() { Version = Version }, given);
        merged.Id = id ?? merged.Id;
        return merged;
    }
}
