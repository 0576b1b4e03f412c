namespace Pulumi;

/// <summary>What can be said of a hook.</summary>
public class ResourceHookOptions
{
    /// <summary>Calls the hook in previews too; only in updates when <c>null</c>.</summary>
    public bool? OnDryRun { get; set; }

    /// <summary>Makes a warning of a failure of the hook; it fails the step when <c>null</c>.</summary>
    public bool? IgnoreErrors { get; set; }
}
