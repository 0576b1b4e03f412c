using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.Evaluations;

/// <summary>What the definitions of resources that Nix evaluates and builds have in common.</summary>
internal static class EvaluatedProperties
{
    /// <summary>Where everything that is evaluated ends up.</summary>
    public const string Store = "the Nix store, which everybody on the host can read";

    private const string DefaultBuildTimeout = "2h";

    /// <summary>The Nix system.</summary>
    public static PropertyDefinition TargetSystem { get; } =
        new(
            "system",
            new PropertyType.Text(),
            "The Nix system to build for, such as `x86_64-linux`. Default: the host's."
        );

    /// <summary>How long a build may take.</summary>
    /// <param name="what">The beginning of its description.</param>
    public static PropertyDefinition BuildTimeout(string what) =>
        new(
            "buildTimeout",
            new PropertyType.Duration(),
            $"{what}: seconds, or a text such as `90m`. Default 2 hours."
        )
        {
            Default = DefaultBuildTimeout,
            Impact = ChangeImpact.None,
        };

    /// <summary>An output that is always there.</summary>
    public static PropertyDefinition Out(string name, PropertyType type, string description) =>
        new(name, type, description) { IsRequired = true };
}
