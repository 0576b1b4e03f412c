using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A resource as the program declared it or as the previous transform changed it.</summary>
public readonly struct ResourceTransformArgs
{
    /// <summary>Describes a resource.</summary>
    /// <param name="name">The name that the program gave to the resource.</param>
    /// <param name="type">The token of its type.</param>
    /// <param name="custom">Whether a provider manages the resource; otherwise it is a component.</param>
    /// <param name="args">Its inputs by their names on the wire.</param>
    public ResourceTransformArgs(
        string name,
        string type,
        bool custom,
        ImmutableDictionary<string, object?> args,
        ResourceOptions options
    ) => (Name, Type, Custom, Args, Options) = (name, type, custom, args, options);

    /// <summary>The name that the program gave to the resource.</summary>
    public string Name { get; }

    /// <summary>The token of its type, as <c>package:module:Type</c>.</summary>
    public string Type { get; }

    /// <summary>Whether a provider manages the resource; otherwise it is a component.</summary>
    public bool Custom { get; }

    /// <summary>
    /// Its inputs by their names on the wire. A value is a bool, double, string, <c>ImmutableArray&lt;object?&gt;</c>,
    /// <c>ImmutableDictionary&lt;string, object?&gt;</c>, asset or resource. A value that is secret, unknown or from
    /// another resource is an output of one of these.
    /// </summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>
    /// Its options: <see cref="CustomResourceOptions"/> or <see cref="ComponentResourceOptions"/>. Resources in them have only
    /// their URN, and hooks only their name.
    /// </summary>
    public ResourceOptions Options { get; }
}
