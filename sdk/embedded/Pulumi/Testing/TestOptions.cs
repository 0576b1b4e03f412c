namespace Pulumi.Testing;

/// <summary>The settings of a run in a unit test.</summary>
public class TestOptions
{
    /// <summary>The project's name. Default: <c>project</c>.</summary>
    public string? ProjectName { get; set; }

    /// <summary>The stack's name. Default: <c>stack</c>.</summary>
    public string? StackName { get; set; }

    /// <summary>The organization's name. Default: <c>organization</c>.</summary>
    public string? OrganizationName { get; set; }

    /// <summary>The directory of Pulumi.yaml. Default: empty.</summary>
    public string? RootDirectory { get; set; }

    /// <summary>Whether the run is a preview, where outputs that the mocks omit are unknown. Default: <c>true</c>.</summary>
    public bool? IsPreview { get; set; }
}
