using Pulumi.Deployments;

namespace Pulumi;

/// <summary>The unique name of a resource: stack, project, types from the outermost parent, and name.</summary>
public readonly struct Urn : IEquatable<Urn>
{
    private readonly string? _value;

    /// <summary>Creates a URN from a string.</summary>
    /// <param name="value">The string, whose form is not checked.</param>
    public Urn(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>The URN as a string.</summary>
    public static implicit operator string(Urn value) => value.ToString();

    /// <summary>Composes the URN that a resource would have.</summary>
    /// <param name="parent">Its parent, or <c>null</c>.</param>
    /// <param name="parentUrn">Its parent's URN, instead of the parent.</param>
    /// <param name="project">The project, if there is no parent. Default: this project.</param>
    /// <param name="stack">The stack, if there is no parent. Default: this stack.</param>
    /// <exception cref="ArgumentException">Both a parent and a parent's URN are given.</exception>
    public static Output<string> Create(
        Input<string> name,
        Input<string> type,
        Resource? parent = null,
        Input<string>? parentUrn = null,
        Input<string>? project = null,
        Input<string>? stack = null
    )
    {
        if (parent is not null && parentUrn is not null)
        {
            throw new ArgumentException(
                "Give a parent or a parent's URN, not both.",
                nameof(parentUrn)
            );
        }

        if ((parent?.Urn ?? parentUrn?.ToOutput()) is { } above)
        {
            return Output
                .Tuple(above, type.ToOutput(), name.ToOutput())
                .Apply(all => $"{WithoutName(all.Item1)}${all.Item2}::{all.Item3}");
        }

        var settings = DeploymentContext.Required.Settings;
        return Output.Format(
            $"urn:pulumi:{stack ?? settings.Stack}::{project ?? settings.Project}::{type}::{name}"
        );
    }

    /// <inheritdoc/>
    public bool Equals(Urn other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Urn other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The URN as a string.</summary>
    public override string ToString() => _value ?? "";

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(Urn left, Urn right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Urn left, Urn right) => !left.Equals(right);

    private static string WithoutName(string urn) =>
        urn[..urn.LastIndexOf("::", StringComparison.Ordinal)];
}
