using System.Collections.Concurrent;
using Infra.Engine.Monitor.Transforms;
using Infra.Engine.Providers;
using Infra.Protocol.Naming;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>The options that resources inherit from their parents.</summary>
internal sealed class Inheritance
{
    private readonly ConcurrentDictionary<string, Registered> _registered = new();

    /// <summary>Fills in unset options from a registration's ancestors. Unset is not the same as false.</summary>
    public void Fill(RegisterResourceRequest request)
    {
        if (_registered.TryGetValue(request.Parent, out var parent))
        {
            if (request.DeletedWith.Length == 0)
            {
                request.DeletedWith = parent.DeletedWith;
            }

            if (!request.HasProtect && parent.Protect is { } protect)
            {
                request.Protect = protect;
            }

            if (!request.HasRetainOnDelete && parent.RetainOnDelete is { } retain)
            {
                request.RetainOnDelete = retain;
            }
        }

        if (!request.Custom)
        {
            FillProviders(request);
        }

        if ((request.Custom && !Urn.IsProviderType(request.Type)) || request.Remote)
        {
            request.Provider = ProviderOf(request);
        }
    }

    /// <summary>Remembers a registered resource, for its children.</summary>
    public void Remember(string urn, RegisterResourceRequest request, string provider) =>
        _registered[urn] = new(
            request.Parent,
            request.DeletedWith,
            request.HasProtect ? request.Protect : null,
            request.HasRetainOnDelete ? request.RetainOnDelete : null,
            provider,
            request.Providers.ToDictionary()
        );

    /// <summary>The provider that manages or has constructed a resource; empty for none.</summary>
    public string ProviderOf(string urn) => _registered.GetValueOrDefault(urn)?.Provider ?? "";

    /// <summary>The provider of a package inherited from an ancestor; empty for none.</summary>
    public string InheritedProvider(string parent, string package)
    {
        for (
            var urn = parent;
            _registered.TryGetValue(urn, out var ancestor);
            urn = ancestor.Parent
        )
        {
            if (ancestor.Providers.TryGetValue(package, out var named))
            {
                return named;
            }

            // A parent's own provider serves its children of the same package, too.
            if (
                ancestor.Provider.Length > 0
                && ProviderReference.Parse(ancestor.Provider).Package == package
            )
            {
                return ancestor.Provider;
            }
        }

        return "";
    }

    private string ProviderOf(RegisterResourceRequest request)
    {
        var package = PackageDescriptor.NameOf(request.Type);
        return request.Provider.Length > 0 ? request.Provider
            : request.Providers.TryGetValue(package, out var named) ? named
            : InheritedProvider(request.Parent, package);
    }

    private void FillProviders(RegisterResourceRequest request)
    {
        var providers = request.Providers.ToDictionary();
        if (_registered.TryGetValue(request.Parent, out var parent))
        {
            foreach (var (package, provider) in parent.Providers)
            {
                providers.TryAdd(package, provider);
            }
        }

        request.Providers.SetTo(providers);
    }

    private sealed record Registered(
        string Parent,
        string DeletedWith,
        bool? Protect,
        bool? RetainOnDelete,
        string Provider,
        Dictionary<string, string> Providers
    );
}
