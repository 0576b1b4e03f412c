using Pulumi;

namespace Infra.NixHost;

/// <summary>The power state of a guest.</summary>
[EnumType]
public readonly struct GuestState : IEquatable<GuestState>
{
    private readonly string _value;

    private GuestState(string value) => _value = value;

    /// <summary>libvirt did not tell the state.</summary>
    public static GuestState NoState { get; } = new("noState");

    /// <summary>The guest runs.</summary>
    public static GuestState Running { get; } = new("running");

    /// <summary>The guest waits for a resource.</summary>
    public static GuestState Blocked { get; } = new("blocked");

    /// <summary>The guest is paused.</summary>
    public static GuestState Paused { get; } = new("paused");

    /// <summary>The guest is shutting down.</summary>
    public static GuestState Shutdown { get; } = new("shutdown");

    /// <summary>The guest is off.</summary>
    public static GuestState ShutOff { get; } = new("shutOff");

    /// <summary>The guest has crashed.</summary>
    public static GuestState Crashed { get; } = new("crashed");

    /// <summary>The guest has suspended itself.</summary>
    public static GuestState Suspended { get; } = new("suspended");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(GuestState value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(GuestState left, GuestState right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(GuestState left, GuestState right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(GuestState other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GuestState other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
