using System.Collections.Concurrent;
using Infra.Engine.Providers;
using Infra.Protocol;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>The packages that a program described, so that its requests need only refer to them.</summary>
internal sealed class Packages
{
    private readonly ConcurrentDictionary<string, PackageDescriptor> _packages = new();

    /// <summary>Takes a description and gives the reference to it.</summary>
    public string Register(RegisterPackageRequest request)
    {
        if (request.Parameterization is not null || request.Extension is not null)
        {
            throw new InfraException(
                $"The package '{request.Name}' is parameterized, which this engine does not support. Use the pulumi CLI for it."
            );
        }

        var reference = Guid.NewGuid().ToString();
        _packages[reference] = new(request.Name, request.Version, request.DownloadUrl);
        return reference;
    }

    /// <summary>The package a request is about.</summary>
    public PackageDescriptor Find(
        string reference,
        string token,
        string version,
        string downloadUrl
    )
    {
        if (reference.Length == 0)
        {
            return new(PackageDescriptor.NameOf(token), version, downloadUrl);
        }

        return _packages.TryGetValue(reference, out var package)
            ? package with
            {
                Name = PackageDescriptor.NameOf(token),
            }
            : throw new InfraException(
                $"The package reference '{reference}' of {token} was never given out."
            );
    }
}
