namespace Pulumi;

/// <summary>The options of a hook.</summary>
public class ResourceHookOptions
{
    /// <summary>Whether previews call the hook, too. Default: only updates do.</summary>
    public bool? OnDryRun { get; set; }

    /// <summary>Whether a failure of the hook is only a warning. Default: it fails the step.</summary>
    public bool? IgnoreErrors { get; set; }
}
