namespace Pulumi.Testing;

/// <summary>About the run in a unit test.</summary>
public class TestOptions
{
    /// <summary>The project's name; <c>project</c> when <c>null</c>.</summary>
    public string? ProjectName { get; set; }

    /// <summary>The stack's name; <c>stack</c> when <c>null</c>.</summary>
    public string? StackName { get; set; }

    /// <summary>The organization's name; <c>organization</c> when <c>null</c>.</summary>
    public string? OrganizationName { get; set; }

    /// <summary>The directory of Pulumi.yaml; empty when <c>null</c>.</summary>
    public string? RootDirectory { get; set; }

    /// <summary>Whether the run is a preview, in which outputs the mocks leave out are unknown; so it is when <c>null</c>.</summary>
    public bool? IsPreview { get; set; }
}
