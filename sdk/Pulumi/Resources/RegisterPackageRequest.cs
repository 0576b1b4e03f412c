namespace Pulumi;

/// <summary>Which package a resource or function belongs to, where a provider serves several; written by generated SDKs.</summary>
public sealed class RegisterPackageRequest
{
    /// <summary>Names a package.</summary>
    /// <param name="name">The provider's name.</param>
    /// <param name="version">The provider's version.</param>
    /// <param name="downloadUrl">Where it can be downloaded; the default place when <c>null</c>.</param>
    /// <param name="checksums">Checksums of its archives by platform.</param>
    /// <param name="parameterization">Makes another package out of the provider's own.</param>
    public RegisterPackageRequest(
        string name,
        string version,
        string? downloadUrl,
        Dictionary<string, byte[]>? checksums,
        PackageParameterization? parameterization
    )
        : this(name, version, downloadUrl, checksums, parameterization, extension: null) { }

    /// <summary>Names a package.</summary>
    /// <param name="name">The provider's name.</param>
    /// <param name="version">The provider's version.</param>
    /// <param name="downloadUrl">Where it can be downloaded; the default place when <c>null</c>.</param>
    /// <param name="checksums">Checksums of its archives by platform.</param>
    /// <param name="parameterization">Makes another package out of the provider's own.</param>
    /// <param name="extension">Adds to the provider's own package.</param>
    public RegisterPackageRequest(
        string name,
        string version,
        string? downloadUrl,
        Dictionary<string, byte[]>? checksums = null,
        PackageParameterization? parameterization = null,
        PackageParameterization? extension = null
    )
    {
        (Name, Version, DownloadUrl) = (name, version, downloadUrl ?? "");
        Checksums = checksums ?? [];
        (Parameterization, Extension) = (parameterization, extension);
    }

    /// <summary>The provider's name.</summary>
    public string Name { get; }

    /// <summary>The provider's version.</summary>
    public string Version { get; }

    /// <summary>Where it can be downloaded; empty for the default place.</summary>
    public string DownloadUrl { get; }

    /// <summary>Checksums of its archives by platform.</summary>
    public Dictionary<string, byte[]> Checksums { get; }

    /// <summary>Makes another package out of the provider's own; <c>null</c> for none.</summary>
    public PackageParameterization? Parameterization { get; }

    /// <summary>Adds to the provider's own package; <c>null</c> for none.</summary>
    public PackageParameterization? Extension { get; }

    /// <summary>A package that a provider makes out of a parameter.</summary>
    public sealed class PackageParameterization
    {
        /// <summary>Names the package.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="version">Its version.</param>
        /// <param name="value">The parameter, as the provider gave it out.</param>
        public PackageParameterization(string name, string version, byte[] value) =>
            (Name, Version, Value) = (name, version, value);

        /// <summary>The package's name.</summary>
        public string Name { get; }

        /// <summary>The package's version.</summary>
        public string Version { get; }

        /// <summary>The parameter.</summary>
        public byte[] Value { get; }
    }
}
