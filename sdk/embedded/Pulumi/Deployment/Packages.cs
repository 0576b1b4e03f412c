using System.Collections.Concurrent;
using Google.Protobuf;
using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Registers the packages of providers that serve several, each one once.</summary>
internal sealed class Packages(IMonitor monitor, Features features)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _references = new();

    /// <summary>Returns the reference by which requests name the package, or an empty string for none.</summary>
    public Task<string> ReferenceAsync(RegisterPackageRequest? package)
    {
        if (package is null)
        {
            return Task.FromResult("");
        }

        var request = ToMessage(package);
        var key = request.ToByteString().ToBase64();
        return _references.GetOrAdd(key, _ => new(() => RegisterAsync(request))).Value;
    }

    private async Task<string> RegisterAsync(Pulumirpc.RegisterPackageRequest request)
    {
        await features
            .RequireAsync(Feature.Parameterization, $"the package '{request.Name}'")
            .ConfigureAwait(false);
        return await monitor.RegisterPackageAsync(request).ConfigureAwait(false);
    }

    private static Pulumirpc.RegisterPackageRequest ToMessage(RegisterPackageRequest package)
    {
        var request = new Pulumirpc.RegisterPackageRequest
        {
            Name = package.Name,
            Version = package.Version,
            DownloadUrl = package.DownloadUrl,
            Parameterization = ToMessage(package.Parameterization),
            Extension = ToMessage(package.Extension),
        };
        foreach (
            var (platform, sum) in package.Checksums.OrderBy(p => p.Key, StringComparer.Ordinal)
        )
        {
            request.Checksums.Add(platform, ByteString.CopyFrom(sum));
        }

        return request;
    }

    private static Parameterization? ToMessage(
        RegisterPackageRequest.PackageParameterization? package
    ) =>
        package is null
            ? null
            : new()
            {
                Name = package.Name,
                Version = package.Version,
                Value = ByteString.CopyFrom(package.Value),
            };
}
