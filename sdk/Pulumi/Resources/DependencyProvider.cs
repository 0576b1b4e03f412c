using Infra.Protocol.Naming;

namespace Pulumi;

/// <summary>A provider somebody else registered: only good to be named.</summary>
internal sealed class DependencyProvider : ProviderResource
{
    private DependencyProvider(string urn, string id)
        : base(urn, Output.Create(id), PackageOf(urn)) { }

    /// <param name="reference">URN and id, as requests name a provider; none when empty or <c>null</c>.</param>
    public static DependencyProvider? FromReference(string? reference)
    {
        if (string.IsNullOrEmpty(reference))
        {
            return null;
        }

        var end = reference.LastIndexOf("::", StringComparison.Ordinal);
        return end > 0
            ? new(reference[..end], reference[(end + 2)..])
            : throw new ArgumentException(
                $"'{reference}' names no provider: it is no URN and id with '::' between them.",
                nameof(reference)
            );
    }

    /// <summary>How requests name a provider; empty for none.</summary>
    public static async Task<string> ReferenceAsync(ProviderResource? provider) =>
        provider is null ? "" : await provider.ReferenceAsync().ConfigureAwait(false);

    // Of "pulumi:providers:test", the last.
    private static string PackageOf(string urn) =>
        Infra.Protocol.Naming.Urn.TryParse(urn)?.Type.Split(':') is [_, _, var package]
            ? package
            : "";
}
