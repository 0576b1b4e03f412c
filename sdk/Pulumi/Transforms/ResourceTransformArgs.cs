using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A resource as it is to be registered, or as the transform before left it.</summary>
public readonly struct ResourceTransformArgs
{
    /// <summary>Describes a resource.</summary>
    /// <param name="name">The name the program gave to it.</param>
    /// <param name="type">The token of its type.</param>
    /// <param name="custom">Whether a provider manages it; otherwise it is a component.</param>
    /// <param name="args">Its inputs by their names on the wire.</param>
    /// <param name="options">Its options.</param>
    public ResourceTransformArgs(
        string name,
        string type,
        bool custom,
        ImmutableDictionary<string, object?> args,
        ResourceOptions options
    ) => (Name, Type, Custom, Args, Options) = (name, type, custom, args, options);

    /// <summary>The name the program gave to it.</summary>
    public string Name { get; }

    /// <summary>The token of its type, as <c>package:module:Type</c>.</summary>
    public string Type { get; }

    /// <summary>Whether a provider manages it; otherwise it is a component.</summary>
    public bool Custom { get; }

    /// <summary>
    /// Its inputs by their names on the wire: bool, double, string, <c>ImmutableArray&lt;object?&gt;</c>,
    /// <c>ImmutableDictionary&lt;string, object?&gt;</c>, assets, resources; an output of one of these where it is secret, not known
    /// yet, or comes from another resource.
    /// </summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>
    /// Its options: <see cref="CustomResourceOptions"/> or <see cref="ComponentResourceOptions"/>. Resources in them have nothing but
    /// their URN, hooks nothing but their name.
    /// </summary>
    public ResourceOptions Options { get; }
}
