namespace Pulumi;

/// <summary>A provider that is already registered and serves as a reference only.</summary>
internal sealed class DependencyProvider : ProviderResource
{
    private DependencyProvider(string urn, string id)
        : base(urn, Output.Create(id), PackageOf(urn)) { }

    /// <param name="reference">The URN and id, as requests name a provider. An empty string means none.</param>
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
                $"'{reference}' is not a provider reference, which has a URN and an id with '::' between them.",
                nameof(reference)
            );
    }

    /// <summary>The reference by which requests name the provider; empty for none.</summary>
    public static async Task<string> ReferenceAsync(ProviderResource? provider) =>
        provider is null ? "" : await provider.ReferenceAsync().ConfigureAwait(false);

    // The package is the last part of a type such as "pulumi:providers:test".
    private static string PackageOf(string urn) =>
        Infra.Protocol.Naming.Urn.TryParse(urn)?.Type.Split(':') is [_, _, var package]
            ? package
            : "";
}
