using System.Collections.Concurrent;
using System.Collections.Immutable;
using Google.Protobuf;
using Infra.Engine.Providers;
using Infra.Protocol;
using Pulumirpc;
using Parameterization = Infra.Engine.Providers.Parameterization;

namespace Infra.Engine.Monitor;

/// <summary>The packages that a program registered, to which its requests refer.</summary>
internal sealed class Packages
{
    private readonly ConcurrentDictionary<string, PackageDescriptor> _packages = new();

    /// <summary>Registers a package and returns its reference.</summary>
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

    public PackageDescriptor Of(RegisterResourceRequest r) =>
        Find(r.PackageRef, r.Type, r.Version, r.PluginDownloadURL, r.PluginChecksums);

    public PackageDescriptor Of(ReadResourceRequest r) =>
        Find(r.PackageRef, r.Type, r.Version, r.PluginDownloadURL, r.PluginChecksums);

    public PackageDescriptor Of(ResourceInvokeRequest r) =>
        Find(r.PackageRef, r.Tok, r.Version, r.PluginDownloadURL, r.PluginChecksums);

    public PackageDescriptor Of(ResourceCallRequest r) =>
        Find(r.PackageRef, r.Tok, r.Version, r.PluginDownloadURL, r.PluginChecksums);

    /// <summary>The package that a request is about.</summary>
    /// <param name="reference">The result of <see cref="Register"/>, which replaces the other arguments; empty for none.</param>
    /// <param name="token">The type or the function.</param>
    /// <param name="version">The requested version; empty for any.</param>
    /// <param name="downloadUrl">The download address; empty for the default.</param>
    /// <param name="checksums">The checksums of the download.</param>
    private PackageDescriptor Find(
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
