using Pulumi;

namespace Infra.NixHost;

/// <summary>The reaction to a crash of a guest.</summary>
[EnumType]
public readonly struct RestartPolicy : IEquatable<RestartPolicy>
{
    private readonly string _value;

    private RestartPolicy(string value) => _value = value;

    /// <summary>The guest stays off.</summary>
    public static RestartPolicy Never { get; } = new("never");

    /// <summary>The guest boots again.</summary>
    public static RestartPolicy OnCrash { get; } = new("on-crash");

    /// <summary>The crashed guest is kept for an analysis.</summary>
    public static RestartPolicy Preserve { get; } = new("preserve");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(RestartPolicy value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(RestartPolicy left, RestartPolicy right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(RestartPolicy left, RestartPolicy right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(RestartPolicy other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RestartPolicy other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
