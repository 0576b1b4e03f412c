using System.Collections.Immutable;
using Pulumi.Deployments;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A resource of a stack. Its constructor registers it with the engine.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly List<Resource> _children = [];

    private protected Resource(ResourceDeclaration declaration)
    {
        if (string.IsNullOrEmpty(declaration.Type) || string.IsNullOrEmpty(declaration.Name))
        {
            throw new ArgumentException(
                $"A resource needs a type and a name, but they are '{declaration.Type}' and '{declaration.Name}'.",
                nameof(declaration)
            );
        }

        var deployment = DeploymentContext.Required;
        (_type, _name, IsRemote) = (declaration.Type, declaration.Name, declaration.IsRemote);

        // The outputs are set before the parent's children or a transformation expose the resource.
        OutputSources = OutputProperties.Fill(
            this,
            IsRemote || declaration.Options.Urn is not null
        );

        var parent = declaration.Options.Parent ?? ImplicitParent(deployment, declaration);
        Transformations =
        [
            .. declaration.Options.ResourceTransformations,
            .. parent?.Transformations ?? [],
        ];
        declaration = Transform(declaration);
        declaration = declaration with { Options = declaration.Options.Copy() };

        Parent = declaration.Options.Parent;
        Parent?.Adopt(this);
        declaration.Options.Protect ??= Parent?.Protect;
        Protect = declaration.Options.Protect;
        Providers = ProviderChoice.Settle(this, declaration.Options);
        Provider = this is CustomResource ? declaration.Options.Provider : null;
        Version = declaration.Options.Version;
        PluginDownloadURL = declaration.Options.PluginDownloadURL;

        deployment.Work.Track(deployment.Registrar.RegisterAsync(this, declaration));
    }

    /// <summary>Creates a resource of which only the URN is known.</summary>
    private protected Resource(string urn)
    {
        var known = Infra.Protocol.Naming.Urn.TryParse(urn);
        (_type, _name) = (known?.Type ?? "", known?.Name ?? "");
        Urn = Output.Create(urn);
        OutputSources = ImmutableDictionary<string, IOutputSource>.Empty;
        Transformations = [];
        Providers = ImmutableDictionary<string, ProviderResource>.Empty;
    }

    /// <summary>The URN of the resource, which the engine assigns.</summary>
    [Output(OutputProperties.Urn)]
    public Output<string> Urn { get; private protected set; } = null!; // OutputProperties sets it before the constructor's own code runs.

    internal bool IsRemote { get; }

    internal Resource? Parent { get; }

    internal bool? Protect { get; }

    internal ImmutableArray<ResourceTransformation> Transformations { get; }

    /// <summary>The providers of the children, by package.</summary>
    internal ImmutableDictionary<string, ProviderResource> Providers { get; }

    internal ProviderResource? Provider { get; }

    internal string? Version { get; }

    internal string? PluginDownloadURL { get; }

    internal ImmutableDictionary<string, IOutputSource> OutputSources { get; }

    /// <summary>Returns the token of the resource's type, as <c>package:module:Type</c>.</summary>
    public string GetResourceType() => _type;

    /// <summary>Returns the name that the program gave to the resource.</summary>
    public string GetResourceName() => _name;

    internal ImmutableArray<Resource> Children()
    {
        lock (_children)
        {
            return [.. _children];
        }
    }

    internal ProviderResource? ProviderFor(string token) =>
        Providers.GetValueOrDefault(ProviderChoice.PackageOf(token));

    private void Adopt(Resource child)
    {
        lock (_children)
        {
            _children.Add(child);
        }
    }

    private static Stack? ImplicitParent(
        DeploymentContext deployment,
        ResourceDeclaration declaration
    ) =>
        declaration.Options.Urn is null && declaration.Type != Stack.RootType
            ? deployment.Stack
            : null;

    private ResourceDeclaration Transform(ResourceDeclaration declaration)
    {
        foreach (var transformation in Transformations)
        {
            var options = declaration.Options;
            if (transformation(new(this, declaration.Args, options)) is not { } result)
            {
                continue;
            }

            if (result.Options.Parent != options.Parent)
            {
                throw new RunException(
                    $"A transformation changed the parent of '{_name}'. The parent must not change, because it decides which transformations apply."
                );
            }

            declaration = declaration with { Args = result.Args, Options = result.Options };
        }

        return declaration;
    }
}
