using Infra.NixHost.Provider.Definitions;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.NixHost.Provider.Resources;

/// <summary>The handlers by type token.</summary>
internal sealed class HandlerSet
{
    private readonly Dictionary<string, IResourceHandler> _handlers;

    /// <summary>Indexes the handlers; two handlers for one type are a bug.</summary>
    public HandlerSet(IEnumerable<IResourceHandler> handlers) =>
        _handlers = handlers.ToDictionary(
            h => h.Definition.Token,
            IResourceHandler (h) => new CompletedHandler(h),
            StringComparer.Ordinal
        );

    /// <summary>The handler of a resource's type.</summary>
    public IResourceHandler For(Urn urn) => For(urn.Type);

    /// <summary>The handler of a type.</summary>
    public IResourceHandler For(string type) =>
        _handlers.GetValueOrDefault(type)
        ?? throw new InfraException(
            $"The provider '{ResourceDefinition.Package}' has no resource type '{type}'; it has: {string.Join(", ", _handlers.Keys)}. "
                + "Correct the type, or install the version of the provider that has it."
        );
}
