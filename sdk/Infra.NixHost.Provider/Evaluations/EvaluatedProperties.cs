using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.Evaluations;

/// <summary>Property definitions shared by all resources that Nix evaluates and builds.</summary>
internal static class EvaluatedProperties
{
    /// <summary>Evaluated values end up here, so a secret would be readable here.</summary>
    public const string Store = "the Nix store, which everybody on the host can read";

    /// <summary>The nixpkgs that Nix takes by itself, in words.</summary>
    public const string DefaultNixpkgs = "`<nixpkgs>`";

    private const string DefaultBuildTimeout = "2h";

    /// <summary>The systems on which the package is tried.</summary>
    public static ChoiceDefinition System { get; } =
        new(
            "TargetSystem",
            "The Nix system that something is built for. The name of another one is a choice too.",
            [
                ("X8664Linux", "x86_64-linux", "Linux on 64-bit x86."),
                ("Aarch64Linux", "aarch64-linux", "Linux on 64-bit ARM."),
            ]
        );

    /// <summary>The Nix system.</summary>
    public static PropertyDefinition TargetSystem { get; } =
        new(
            "system",
            new PropertyType.Words(System, IsOpen: true),
            "The Nix system to build for, such as `x86_64-linux`."
        )
        {
            Effect = "A change builds anew.",
            DefaultText = "the host's",
        };

    /// <summary>How long a build may take.</summary>
    /// <param name="what">The beginning of its description.</param>
    public static PropertyDefinition BuildTimeout(string what) =>
        new("buildTimeout", new PropertyType.Duration(), $"{what}.")
        {
            Default = DefaultBuildTimeout,
            Impact = ChangeImpact.None,
        };

    /// <summary>Defines an output that is always present.</summary>
    public static PropertyDefinition Out(string name, PropertyType type, string description) =>
        new(name, type, description) { IsRequired = true };
}
