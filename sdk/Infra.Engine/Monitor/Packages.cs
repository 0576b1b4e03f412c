using System.Collections.Concurrent;
using System.Collections.Immutable;
using Google.Protobuf;
using Infra.Engine.Providers;
using Infra.Protocol;
using Pulumirpc;
using Parameterization = Infra.Engine.Providers.Parameterization;

namespace Infra.Engine.Monitor;

/// <summary>The packages that a program described, so that its requests need only refer to them.</summary>
internal sealed class Packages
{
    private readonly ConcurrentDictionary<string, PackageDescriptor> _packages = new();

    /// <summary>Takes a description and gives the reference to it.</summary>
    public string Register(RegisterPackageRequest request)
    {
        if (request.Name.Length == 0)
        {
            throw new InfraException("A package needs the name of its plugin.");
        }

        if (request.Extension is not null)
        {
            throw new InfraException(
                $"The package '{request.Name}' is extended by '{request.Extension.Name}', which this engine does not support. "
                    + "Use the pulumi CLI for this stack."
            );
        }

        var reference = Guid.NewGuid().ToString();
        _packages[reference] = new(request.Name, request.Version, Trimmed(request.DownloadUrl))
        {
            Checksums = Hexadecimal(request.Checksums),
            Parameterization = request.Parameterization is { } parameterization
                ? new Parameterization(
                    parameterization.Name,
                    parameterization.Version,
                    parameterization.Value.ToBase64()
                )
                : null,
        };
        return reference;
    }

    /// <summary>The package that a request without a reference is about.</summary>
    /// <param name="reference">What <see cref="Register"/> gave; stands for the rest. Empty for none.</param>
    /// <param name="token">The type or the function.</param>
    /// <param name="version">The version wanted; empty for any.</param>
    /// <param name="downloadUrl">Where to download from; empty for the default place.</param>
    /// <param name="checksums">What the download must hash to.</param>
    public PackageDescriptor Find(
        string reference,
        string token,
        string version,
        string downloadUrl,
        IReadOnlyDictionary<string, ByteString> checksums
    )
    {
        if (reference.Length == 0)
        {
            return new(PackageDescriptor.NameOf(token), version, Trimmed(downloadUrl))
            {
                Checksums = Hexadecimal(checksums),
            };
        }

        return _packages.TryGetValue(reference, out var package)
            ? package
            : throw new InfraException(
                $"The package reference '{reference}' of {token} was never given out."
            );
    }

    private static string Trimmed(string url) => url.TrimEnd('/');

    private static ImmutableSortedDictionary<string, string> Hexadecimal(
        IEnumerable<KeyValuePair<string, ByteString>> checksums
    ) =>
        checksums.ToImmutableSortedDictionary(
            pair => pair.Key,
            pair => Convert.ToHexStringLower(pair.Value.Span),
            StringComparer.Ordinal
        );
}
